// answers.mjs - a call and what comes of it: the secretary issues it stepwise; the region passes it on; three
// co-operatives answer, one with the keyboard alone, one on a phone whose line goes, one in a workbook; the region sends
// one back and signs its part off; the federation takes it; the figure is there and opens to what it is made of. All of
// it in the language that is the argument: vi or en.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey, PHONE } from './lib.mjs';
import { id, saved } from './quarter.mjs';

const LANG = process.argv[2] ?? 'vi';
// A number as that language writes it, from how Vietnamese does.
const shown = (n) => (LANG === 'en' ? n.replace(/[.,]/g, (c) => (c === '.' ? ',' : '.')) : n);
const MONTH = 'form=HTX-01&period=2026-11';
const CUA_LAP = ['425', '184', '91', '2.010', '1.780,5', '18', '8.250', '490'].map(shown);
const LACH_GIANG = { members: '375', women: '162', workers: '76', revenue: '1.802,5', costs: '1.310,5', trained: '20', price: '8.500', best_sale: '420,5' };
const RUNG_DUOC = ['members=530', 'women=243', 'workers=110', 'revenue=2240.5', 'costs=1801', 'trained=28', 'price=8600', 'best_sale=560'];
let call; // the number of the call that is issued
const tools = fileURLToPath(new URL('../xlsx.py', import.meta.url));

// Presses Tab until what has the focus is what is looked for.
async function tabTo(page, found, what) {
	for (let i = 0; i < 120; i++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate(found, what))
			return;
	}
	assert.fail(`no way by keyboard to ${what} on ${page.url()}`);
}

async function issue(page) {
	await page.goto('/desk');
	await page.click('a[href^="/calls/new"]');
	await page.selectOption('select[name=form]', 'HTX-01');
	await page.selectOption('select[name=to]', 'cooperative');
	await page.fill('input[name=period]', '2026-11');
	await page.fill('input[name=under]', 'SX');
	await page.fill('input[name=due]', '2026-12-10');
	await page.check('input[value=stepwise]');
	await page.fill('textarea[name=note]', 'Nộp đúng hạn để kịp họp tổng kết.');
	await page.click('form.words button');
	await page.waitForURL(/\/calls\/\d+$/);
	call = page.url().match(/\d+$/)[0];
	assert.match(await page.textContent('.note'), /kịp họp tổng kết/);
}

async function passOn(page) {
	await page.goto('/desk');
	await page.click(`.todo h3 a[href^="/calls/${call}"]`);
	await page.waitForURL(`**/calls/${call}?unit=SX-04`);
	await page.fill('form[action$="/pass-on"] input[name=due]', '2026-12-05');
	await page.click('form[action$="/pass-on"] button');
	await page.waitForURL(`**/calls/${call}?unit=SX-04`);
	assert.match(await page.textContent('main'), /HTX Cửa Lấp/);
}

async function byKeyboard(page) {
	await page.goto('/desk');
	await tabTo(page, (href) => document.activeElement.getAttribute('href') === href, `/entry/SX-04-04?${MONTH}`);
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	await tabTo(page, (at) => document.activeElement.id === at, 'c-members');
	for (const value of CUA_LAP) {
		await page.keyboard.type(value);
		await page.keyboard.press('Enter');
	}
	await saved(page);
	await page.keyboard.press('Control+Enter');
	await Promise.all([page.waitForURL('**/check/SX-04-04*done=submit'), page.keyboard.press('Enter')]);
}

async function onPhone(page, check) {
	const line = (up) => page.context().setOffline(!up);

	await page.goto(`/entry/SX-04-01?${MONTH}`);
	const answers = Object.entries(LACH_GIANG).map(([code, value]) => [code, shown(value)]);

	for (const [i, [code, value]] of answers.entries()) {
		if (i === 3)
			await line(false);
		await page.fill(id(code), value);
	}
	await page.waitForSelector('#away:not([hidden])');
	await check(page, 'answers-no-line');
	await line(true);
	await saved(page);
	await page.reload();
	for (const [code, value] of answers)
		assert.equal(await page.inputValue(id(code)), value, `${code} is not lost`);
	await page.click('button[value=submit]');
	await page.waitForURL('**/check/SX-04-01*done=submit');
}

async function byWorkbook(page, dir) {
	await page.goto(`/entry/SX-04-06?${MONTH}`);
	const [file] = await Promise.all([page.waitForEvent('download'), page.click('.head a[href*="template.xlsx"]')]);
	await file.saveAs(join(dir, 'empty.xlsx'));
	execFileSync('python3', [tools, 'fill', join(dir, 'empty.xlsx'), join(dir, 'filled.xlsx'), ...RUNG_DUOC]);
	await page.setInputFiles('form[action*="/file?"] input[type=file]', join(dir, 'filled.xlsx'));
	await Promise.all([page.waitForNavigation(), page.click('form[action*="/file?"] button')]);
	assert.equal(await page.inputValue(id('revenue')), shown('2.240,5'));
	await page.click('button[value=submit]');
	await page.waitForURL('**/check/SX-04-06*done=submit');
}

async function sendBack(page) {
	await page.goto('/desk');
	await page.click('a[href^="/review"]');
	await page.click(`a[href="/check/SX-04-04?${MONTH}"]`);
	await page.fill('[name="r.trained"]', 'Lớp ngày 5/11 có 21 người ký tên.');
	await page.fill('[name="r.best_sale"]', 'Hợp đồng kèm theo ghi 409 triệu.');
	await page.click('button[value="send-back"]');
	await page.waitForURL('**done=send-back');
}

async function mend(page, check) {
	await page.goto(`/entry/SX-04-04?${MONTH}`);
	const told = await page.$$eval('[aria-labelledby=returned] a', (l) => l.map((a) => a.hash));
	assert.deepEqual(told.sort(), ['#c-best_sale', '#c-trained'], 'just what is to be mended');
	assert.equal(await page.inputValue(id('members')), CUA_LAP[0], 'all else is as it was');
	await check(page, 'answers-mend');
	await page.fill(id('trained'), '21');
	await page.fill(id('best_sale'), '409');
	await saved(page);
	await page.click('button[value=submit]');
	await page.waitForURL('**/check/SX-04-04*done=submit');
}

async function signOff(page) {
	await page.goto(`/review?call=${call}`);
	await page.click('button[value=clean]');
	await page.waitForSelector('[role=status]');
	for (const unit of ['SX-04-01', 'SX-04-04', 'SX-04-06']) {
		await page.goto(`/check/${unit}?${MONTH}`);
		if (await page.isVisible('button[value=accept]'))
			await page.click('button[value=accept]');
	}
	await page.goto(`/calls/${call}?unit=SX-04`);
	await page.fill('form[action$="/send-up"] input[name=reason]', 'Ba hợp tác xã đã xong; số còn lại gửi trước ngày 10/12.');
	await page.check('input[name=incomplete]');
	await page.click('form[action$="/send-up"] button');
	await page.waitForURL(`**/calls/${call}?unit=SX-04`);
}

async function take(page) {
	await page.goto(`/calls/${call}?unit=SX-04`);
	assert.match(await page.textContent('section.panel'), /Ba hợp tác xã đã xong/);
	await page.click('form[action$="/take"] button');
	await page.waitForURL(`**/calls/${call}?unit=SX-04`);
	assert.equal(await page.locator('form[action$="/take"]').count(), 0);
}

async function figure(page, check) {
	await page.goto(`/units/SX-04?${MONTH}`);
	await check(page, 'answers-unit');
	await page.click('dl a[href*="/lineage"] >> nth=0');
	assert.match(await page.textContent('tr.sum'), /1[.,]330/, '425 + 375 + 530 members');
	assert.deepEqual(await page.$$eval('tbody tr:not(.sum) th', (l) => l.map((e) => e.textContent.trim()).sort().length), 3);
	await check(page, 'answers-lineage');
}

journey(`answers-${LANG}`, async ({ open, signIn, check: look, wrong }) => {
	// As high as the page: what sticks to an edge covers nothing then.
	const check = async (page, name) => {
		const size = page.viewportSize();
		const height = await page.evaluate(() => document.documentElement.scrollHeight);
		await page.setViewportSize({ width: size.width, height: height + 100 });
		await look(page, name);
		await page.setViewportSize(size);
	};
	const dir = mkdtempSync(join(tmpdir(), 'tierwork-answers-'));
	const enter = async (login, look = {}) => {
		const page = await open(look);
		await signIn(page, login);
		await page.goto('/settings');
		await page.selectOption('select[name=lang]', LANG);
		await page.click('form[action="/settings/language"] button');
		await page.waitForURL('**/settings?done=language');
		assert.equal(await page.getAttribute('html', 'lang'), LANG);
		return page;
	};
	const top = await enter('thuky');
	const region = await enter('cuasong');
	const unit = await enter('cualap');

	await issue(top);
	await passOn(region);
	await byKeyboard(unit);
	await onPhone(await enter('lachgiang', { width: PHONE }), check);
	await byWorkbook(await enter('rungduoc'), dir);
	await sendBack(region);
	await mend(unit, check);
	await signOff(region);
	await take(top);
	await figure(top, check);
	const english = await enter('kiemtra', { lang: 'en', dark: true });
	await figure(english, check);
	for (const [name, path] of Object.entries({ desk: '/desk', coverage: `/calls/${call}/coverage`, call: `/calls/${call}?unit=SX-04`, standing: '/calls/standing' })) {
		for (const page of [top, english]) {
			assert.equal((await page.goto(path)).status(), 200, path);
			await check(page, `answers-${name}-${page === top ? 'vi' : 'en'}`);
		}
	}
	wrong.splice(0, wrong.length, ...wrong.filter((w) => !/ERR_INTERNET_DISCONNECTED/.test(w)));
	rmSync(dir, { recursive: true });
});
