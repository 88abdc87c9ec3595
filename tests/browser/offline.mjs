// offline.mjs - on a phone, the line goes in the middle of a return: typing goes on, survives a reload, and is sent when
// the line is back; somebody else typed meanwhile, and both stand side by side; the session ends, and nothing is lost.
import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { id, RETURN, saved, setUpQuarter } from './quarter.mjs';

const state = (page, words) => page.waitForFunction((w) => document.getElementById('state').textContent.includes(w), words);
const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('entry ')));

journey('offline', async ({ open, signIn, check, wrong }) => {
	const page = await open({ width: 390 });
	const line = (up) => page.context().setOffline(!up);
	await signIn(page, 'lachgiang');
	await page.goto(RETURN);
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		while (!await caches.match(location.href))
			await new Promise((done) => { setTimeout(done, 50); });
	});
	await page.fill(id('A1.u30'), '110');
	await saved(page);

	// The line goes: what is typed is kept, and said to be.
	await line(false);
	await page.fill(id('A1.o30'), '308');
	await page.fill(id('A2'), '210');
	await state(page, '2 ô giữ trên máy này');
	assert(await page.isVisible('#away'));
	await check(page, 'offline');
	await page.click('button[value="submit"]');
	assert.match(await page.textContent('h1'), /Báo cáo quý/, 'nothing can be handed in now, and nothing happens');

	// Even a reload has it all: what was saved, and what was not.
	await page.reload();
	assert.equal(await page.inputValue(id('A1.u30')), '110');
	assert.equal(await page.inputValue(id('A1.o30')), '308');
	assert.equal(await page.textContent(id('A1')), '418');
	await page.fill(id('B2'), '55');
	await state(page, '3 ô giữ trên máy này');

	// Meanwhile somebody else of the unit answers, in a browser of their own.
	const other = await open({});
	await signIn(other, 'cuasong');
	assert.equal((await kept(other)).length, 0);
	const refused = await other.goto(RETURN);
	assert.equal(refused.status(), 200);
	const second = await open({});
	await signIn(second, 'lachgiang2');
	await second.goto(RETURN);
	await second.fill(id('A2'), '205');
	await saved(second);

	// The line is back: all is sent, and the two answers stand side by side.
	await line(true);
	await page.waitForSelector('.both');
	assert.match(await page.textContent('.both'), /Bạn nhập: 210/);
	assert.match(await page.textContent('.both'), /lachgiang2 nhập lúc .*: 205/);
	await check(page, 'offline-conflict');
	await page.click('.both button >> text=Giữ của tôi');
	await saved(page);
	assert.equal(await page.inputValue(id('A2')), '210');
	await second.reload();
	assert.equal(await second.inputValue(id('A2')), '210');
	assert.equal(await second.inputValue(id('A1.o30')), '308');
	assert.equal(await second.inputValue(id('B2')), '55');
	await page.reload();
	assert.deepEqual(await kept(page), [], 'nothing stays behind once it is sent');

	// The session ends while one types: kept, signed in again in another tab, sent.
	const csrf = await page.inputValue('[name=csrf]');
	const tab = await page.context().newPage();
	await tab.goto('/settings');
	await tab.evaluate(() => document.querySelector('form[action="/signout"]').submit());
	await tab.waitForURL('**/signin');
	await page.bringToFront();
	await page.fill(id('B2'), '56');
	await page.waitForSelector('#signin:not([hidden])');
	await check(page, 'offline-signin');
	await signIn(tab, 'lachgiang');
	await page.bringToFront();
	await page.evaluate(() => window.dispatchEvent(new Event('focus')));
	await saved(page);
	assert.notEqual(await page.inputValue('[name=csrf]'), csrf);

	// Signing out with something unsent warns first; then nothing is left in the browser.
	await line(false);
	await page.fill(id('B2'), '57');
	await state(page, '1 ô giữ trên máy này');
	let asked = '';
	page.once('dialog', (d) => { asked = d.message(); d.dismiss(); });
	await page.click('form[action="/signout"] button');
	assert.match(asked, /chưa gửi hết/);
	assert.equal((await kept(page)).length, 1);
	await line(true);
	await saved(page);
	await page.click('form[action="/signout"] button');
	await page.waitForURL('**/signin');
	assert.equal((await kept(page)).length, 0);
	assert.equal(await page.evaluate(() => caches.has('entry')), false);

	// The next person at this browser sees nothing of it, whether there is a line or not.
	await signIn(page, 'cuasong');
	await line(false);
	assert.equal(await page.goto(RETURN).catch(() => null), null);
	await line(true);
	wrong.splice(0, wrong.length, ...wrong.filter((w) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(w)));
}, { setUp: [...setUpQuarter, ['account', 'add', 'lachgiang2', '--role', 'reporter', '--unit', 'SX-04-01']], now: '2026-07-09T03:00:00Z' });
