// secretary.mjs - the secretary of the federation looks how it is doing: from the unit's page to the table, to the
// returns behind a figure, to who is missing and what was reorganised; at a desk and on a phone, light and dark.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

const PAGES = {
	unit: '/units/SX',
	region: '/units/SX-04',
	'unit-year': '/units/SX?form=HTX-01&period=2025',
	'unit-restated': '/units/SX-04?form=HTX-01&period=2026-06&tree=today',
	ceased: '/units/SX-04-05',
	figures: '/units/SX/figures',
	change: '/units/SX/figures?show=change',
	lineage: '/units/SX/lineage?form=HTX-01&indicator=members&period=2026-09',
	ratio: '/units/SX/lineage?form=HTX-01&indicator=women_share&period=2026-09',
	missing: '/units/SX/missing',
	tree: '/tree/SX',
	search: '/search?q=cua',
	reorganisations: '/reorganisations',
	reorganisation: '/reorganisations/1',
	forms: '/forms',
	form: '/forms/HTX-01',
};

journey('secretary', async ({ open, signIn, check }) => {
	for (const look of [{ width: DESK }, { width: DESK, dark: true }, { width: PHONE }, { width: 320, dark: true }]) {
		const page = await open(look);
		await signIn(page, 'thuky');
		for (const [name, path] of Object.entries(PAGES)) {
			const answer = await page.goto(path);
			assert.equal(answer.status(), 200, path);
			await check(page, `${name}-${look.width}-${look.dark ? 'dark' : 'light'}`);
		}
		await page.context().close();
	}

	// Down the tree and into a figure, by links alone.
	const page = await open();
	await signIn(page, 'thuky');
	assert.match(page.url(), /\/desk$/, 'the first page is the own desk');
	await page.goto('/units/SX');
	await page.click('table a:has-text("Khu vực Cửa Sông")');
	assert.equal(await page.textContent('h1'), 'Khu vực Cửa Sông');
	await page.click('summary:has-text("Bảng số của biểu đồ")');
	assert(await page.isVisible('details table'), 'the chart has its table');
	await page.click('dl a >> nth=0');
	assert.equal(await page.textContent('h1'), 'Số này từ đâu');
	const parts = await page.$$eval('tbody tr:not(.sum) td:last-child', (l) => l.map((d) => Number(d.textContent.replaceAll('.', ''))));
	const sum = await page.textContent('tr.sum td:last-child');
	assert.equal(parts.reduce((a, b) => a + b, 0), Number(sum.replaceAll('.', '')), 'the returns add up to the figure');

	// Another period, through the bar that stays in sight.
	await page.goto('/units/SX');
	await page.click('.context summary');
	await page.selectOption('select[name=period]', '2026-Q1');
	await page.click('.context button');
	await page.waitForURL('**period=2026-Q1**');
	assert.match(await page.textContent('h2'), /Số liệu quý I\/2026/);

	// As one types, what is found comes below.
	await page.goto('/search');
	await page.locator('main input[name=q]').pressSequentially('lach gi');
	await page.waitForSelector('#found a:has-text("HTX Lạch Giang")');
});
