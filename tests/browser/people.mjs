// people.mjs - the secretary of a region finds people, adds one, moves one, makes two one and takes a file in, without
// script; then the same pages on a phone, in English.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

async function press(page, selector) {
	await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

journey('people', async ({ open, signIn, check }) => {
	const page = await open({ width: DESK, script: false });

	await signIn(page, 'thuky');
	await page.goto('/units/SX-04');
	await press(page, 'a[href="/units/SX-04/people"]');
	const names = await page.locator('tbody th').allTextContents();

	assert.deepEqual(names.slice(0, 3), ['Hà Văn Đước', 'Phạm Văn Gạo', 'Mai Thị Hòa'], 'by given name');
	await check(page, 'people-unit');
	await press(page, 'a[href*="state=to-place"]');
	assert.deepEqual(await page.locator('tbody th').allTextContents(), ['Trương Văn Sa']);
	await press(page, 'tbody th a');
	await check(page, 'person-to-place');
	await page.click('text=Chuyển đơn vị');
	await page.fill('[name=to]', 'SX-04-12');
	await page.fill('form[action$="/move"] [name=on]', '2026-08-01');
	await press(page, 'form[action$="/move"] button');
	assert.match(await page.textContent('dl'), /HTX Phù Sa Tây/);

	await page.goto('/people');
	await page.fill('[name=find]', 'an do');
	await press(page, 'form[action="/people"] button');
	assert.deepEqual(await page.locator('tbody th').allTextContents(), ['Đỗ Văn Ẩn'], 'without marks, in any order');

	await press(page, 'a[href="/people/duplicates"]');
	await check(page, 'people-twins');
	await press(page, 'tbody td a');
	await check(page, 'people-merge');
	await press(page, 'form[action="/people/P39/merge"] button');
	assert.match(page.url(), /\/people\/P35$/);
	assert.match(await page.textContent('.meta'), /P39/);

	await page.goto('/people/new?unit=SX-02');
	await page.fill('[name=name]', 'Ngô Thị Thử');
	await page.fill('[name=email]', 'nobody');
	await press(page, 'form[action="/people/new"] button');
	assert.equal(await page.inputValue('[name=name]'), 'Ngô Thị Thử', 'what was typed stays');
	await page.fill('[name=email]', '');
	await press(page, 'form[action="/people/new"] button');
	assert.match(page.url(), /\/people\/P41$/);

	await page.goto('/people/import?unit=SX-03');
	await page.setInputFiles('[name=file]', {
		name: 'people.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from('name,unit\nNgô Thị Thử,SX-02\nBế Văn Mới,\nCù Thị Mới,\n'),
	});
	await press(page, 'text=Xem kết quả dự kiến');
	await check(page, 'people-fates');
	assert.match(await page.textContent('table'), /P41/);
	await press(page, 'text=Thêm ngay');
	assert.match(await page.textContent('table'), /Bế Văn Mới/);

	const phone = await open({ width: PHONE, dark: true, lang: 'en' });

	await signIn(phone, 'dongson');
	for (const [path, name] of [['/people', 'people'], ['/people/P9', 'person'], ['/people/new', 'person-new'],
		['/people/import', 'people-import'], ['/people/duplicates', 'people-twins'],
		['/people/P9/merge?with=P10', 'people-merge']]) {
		await phone.goto(path);
		await check(phone, `${name}-phone`);
	}
});
