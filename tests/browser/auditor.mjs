// auditor.mjs - the auditor reads all of it in English, with the keyboard alone and without script.
import assert from 'node:assert/strict';
import { journey } from './lib.mjs';

// Tabs on until what has the focus says `text`.
async function tabTo(page, text) {
	for (let i = 0; i < 80; i++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => document.activeElement.textContent.trim());
		if (at.startsWith(text))
			return;
	}
	assert.fail(`no way by keyboard to ${text} on ${page.url()}`);
}

async function follow(page, text) {
	await tabTo(page, text);
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

journey('auditor', async ({ open, signIn, check }) => {
	const page = await open({ lang: 'en', script: false });
	await signIn(page, 'kiemtra');
	assert.equal(await page.textContent('h2'), 'Owed by us');
	await check(page, 'auditor-desk-en');
	await page.goto('/units/SX');
	assert.match(await page.textContent('h2'), /^Figures of /);
	await check(page, 'auditor-unit-en');
	await follow(page, 'Lineage');
	assert.equal(await page.textContent('h1'), 'Where this figure comes from');
	await check(page, 'auditor-lineage-en');
	await follow(page, 'All figures');
	assert.equal(await page.textContent('h1'), 'What each unit contributes');
	await follow(page, 'Reorganisations');
	await page.keyboard.press('Tab');
	await follow(page, '1 Aug 2026');
	assert.equal(await page.textContent('h1'), 'Reorganisation of 1 Aug 2026');
	await check(page, 'auditor-reorganisation-en');

	// The file of the table is a file.
	const [csv] = await Promise.all([
		page.waitForEvent('download'),
		page.goto('/units/SX/figures.csv').catch(() => {}),
	]);
	assert.match(csv.suggestedFilename(), /^SX-HTX-01-.*\.csv$/);

	// The same in dark with script, for axe.
	const dark = await open({ lang: 'en', dark: true });
	await signIn(dark, 'kiemtra');
	for (const path of ['/units/SX', '/units/SX/figures', '/units/SX/missing', '/tree', '/forms/HTX-01']) {
		await dark.goto(path);
		await check(dark, `auditor${path.replaceAll('/', '-')}-dark-en`);
	}
});
