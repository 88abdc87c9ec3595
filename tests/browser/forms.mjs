// forms.mjs - the secretary makes a form in the editor, without script, publishes it, makes its next version and
// compares the two; at a desk and on a phone, in Vietnamese and in English.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

async function press(page, value) {
	await Promise.all([page.waitForNavigation(), page.click(`button[value="${value}"]:not(.vh)`)]);
}

journey('forms', async ({ open, signIn, check }) => {
	const page = await open({ width: DESK, script: false });

	await signIn(page, 'thuky');
	await page.goto('/forms');
	await page.click('a[href="/forms/new"]');
	await page.fill('[name=code]', 'HT-01');
	await page.fill('[name=vi]', 'Tập huấn');
	await page.fill('[name=en]', 'Training');
	await page.fill('[name=answers]', 'cooperative');
	await page.fill('[name=lists]', '[sex]\nf | Nữ | Women\nm | Nam | Men');
	await page.selectOption('[name="0.type"]', 'heading');
	await page.fill('[name="0.vi"]', 'A. Người học');
	await page.fill('[name="0.en"]', 'A. Learners');
	await press(page, 'add:0');
	await page.fill('[name="1.code"]', 'A1');
	await page.fill('[name="1.vi"]', 'Người học');
	await page.fill('[name="1.en"]', 'Learners');
	await page.click('#row-1 summary');
	await page.fill('[name="1.by"]', 'gender');
	await press(page, 'publish');
	assert.match(await page.textContent('[role=alert]'), /gender/, 'a list that is not there is told of');
	assert.equal(await page.inputValue('[name=lists]'), '[sex]\nf | Nữ | Women\nm | Nam | Men');
	await check(page, 'form-wrong');
	await page.fill('[name="1.by"]', 'sex');
	await press(page, 'add:1');
	await page.fill('[name="2.code"]', 'A2');
	await page.fill('[name="2.vi"]', 'Khó khăn');
	await page.fill('[name="2.en"]', 'Difficulties');
	await page.selectOption('[name="2.type"]', 'text');
	await press(page, 'up:2');
	assert.equal(await page.inputValue('[name="1.code"]'), 'A2', 'the row moved up');
	await press(page, 'check');
	assert.equal(await page.locator('.entry textarea').count(), 1, 'the preview asks for a text');
	await press(page, 'publish');
	assert.match(page.url(), /\/forms\/HT-01\?done=published$/);

	// The next version, on a phone and in English, with script.
	for (const look of [{ width: PHONE, dark: true }, { width: DESK }]) {
		const other = await open(look);

		await signIn(other, 'thuky');
		await other.goto('/settings');
		await other.selectOption('[name=lang]', 'en');
		await Promise.all([other.waitForNavigation(), other.click('form[action="/settings/language"] button')]);
		await other.goto('/forms/HT-01/edit');
		await check(other, `form-edit-${look.width}`);
		await other.click('#row-1 summary');
		await other.fill('[name="1.help_en"]', `What was hard ${look.width}`);
		await press(other, 'check');
		await check(other, `form-checked-${look.width}`);
		await press(other, 'publish');
		await check(other, `form-published-${look.width}`);
		await other.click('a[href="/forms/HT-01/compare"]');
		assert.match(await other.textContent('.compare'), /What was hard/);
		await check(other, `form-compare-${look.width}`);
		await other.goto('/forms/new?copy=HT-01');
		assert.equal(await other.inputValue('[name=code]'), '', 'a copy has no code yet');
		await check(other, `form-copy-${look.width}`);
		await other.context().close();
	}
});
