// bodies.mjs - who sat on the committee on 22 October 2018; a helper team is re-formed, old and new side by side, and a
// mistake is taken back; at a desk and on a phone, with and without script.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

const PAGES = {
	bodies: '/bodies',
	body: '/bodies/SX-BCH',
	'body-then': '/bodies/SX-BCH?at=22/10/2018',
	'body-jury': '/bodies/SX-HDT',
	'body-new': '/bodies/new?unit=SX',
	'body-reform': '/bodies/SX-TGV/reform',
	seats: '/seats?at=22/10/2018',
	'seat-kinds': '/seats/kinds',
	'unit-bodies': '/units/SX',
};

async function look(open, signIn, check, login, how, pages) {
	const page = await open(how);
	const shade = how.dark ? 'dark' : 'light';

	await signIn(page, login);
	for (const [name, path] of Object.entries(pages)) {
		assert.equal((await page.goto(path)).status(), 200, path);
		await check(page, `${name}-${how.width}-${shade}${how.lang === 'en' ? '-en' : ''}`);
	}
	return page;
}

journey('bodies', async ({ open, signIn, check }) => {
	for (const how of [{ width: DESK }, { width: PHONE, dark: true }])
		await (await look(open, signIn, check, 'thuky', how, PAGES)).context().close();
	// the administrator gives roles, too; in English
	for (const width of [DESK, PHONE])
		await (await look(open, signIn, check, 'admin', { width, lang: 'en' }, {
			'body-admin': '/bodies/SX-BCH',
			'body-reform-admin': '/bodies/SX-BCH/reform',
			'seat-kinds-admin': '/seats/kinds',
		})).context().close();

	// who holds a role through a seat works at the body's unit, and not above it
	const held = await open();
	await signIn(held, 'khue');
	assert.equal((await held.goto('/units/SX-02')).status(), 200);
	assert.equal((await held.goto('/bodies/SX-02-BCH')).status(), 200);
	assert.equal((await held.goto('/bodies/SX-BCH')).status(), 404);
	await held.goto('/bodies/SX-02-BCH');
	await held.click('tbody a:has-text("Đặng Minh Khuê")');
	await held.waitForURL(/\/people\/P10$/);
	await held.context().close();

	for (const script of [true, false]) {
		const page = await open({ script });

		await signIn(page, 'thuky');
		// who sat on it on that day
		await page.goto('/bodies');
		await page.click('table a:has-text("Ban Chấp hành Liên hiệp")');
		await page.fill('main input[name=at]', '22/10/2018');
		await page.click('button:has-text("Xem ngày này"), main form.filters button');
		assert.match(await page.textContent('tbody tr >> nth=0'), /Bùi Thị Én/);
		await page.fill('main input[name=at]', '21/10/2018');
		await page.click('main form.filters button');
		assert.match(await page.textContent('tbody tr >> nth=0'), /Trần Văn Thơi/);

		// re-formed: an unknown person is told, and nothing typed is lost
		await page.goto('/bodies/SX-TGV/reform');
		await page.fill('input[name="decision"]', '44-QĐ/LH');
		await page.fill('input[name="on"]', '2026-11-01');
		await page.fill('input[name="places.2.person"]', 'P404');
		await page.click('#send button >> nth=1');
		assert.match(await page.textContent('[role=alert]'), /dòng|lỗi|1/);
		assert.equal(await page.inputValue('input[name="decision"]'), '44-QĐ/LH');
		assert.equal(await page.getAttribute('input[name="places.2.person"]', 'aria-invalid'), 'true');
		await check(page, `body-reform-wrong-${script}`);
		await page.fill('input[name="places.2.person"]', 'P5');
		await page.fill('input[name="places.1.person"]', 'P1');
		await page.click('#send button >> nth=1');
		assert.match(await page.textContent('#outcome'), /Vũ Đình Phong/);
		assert.match(await page.textContent('#outcome'), /thay người/);
		await check(page, `body-reform-outcome-${script}`);
		await page.click('#outcome button');
		await page.waitForURL(/\/bodies\/SX-TGV\?at=2026-11-01/);
		assert.match(await page.textContent('tbody'), /Nguyễn Hữu Thành/);

		// a mistake is taken back
		await page.click('summary:has-text("Rút lại thay đổi mới nhất")');
		await page.click('form[action$="/undo"] button');
		await page.waitForURL(/\/bodies\/SX-TGV$/);
		assert.match(await page.textContent('tbody'), /Phạm Thị Lụa/);
		await page.context().close();
	}
});
