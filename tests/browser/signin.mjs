// signin.mjs - in and out, in both languages, on a phone and a desk, light and dark, with and without script.
import assert from 'node:assert/strict';
import { DESK, journey, PASSWORD, PHONE } from './lib.mjs';

const LOOKS = [
	{ width: PHONE, lang: 'vi', dark: false, script: true },
	{ width: PHONE, lang: 'en', dark: true, script: true },
	{ width: DESK, lang: 'vi', dark: true, script: true },
	{ width: DESK, lang: 'en', dark: false, script: false },
];
const name = (page, l) => `${page}-${l.width}-${l.lang}-${l.dark ? 'dark' : 'light'}`;

journey('signin', async ({ open, signIn, check }) => {
	for (const look of LOOKS) {
		const page = await open(look);

		await page.goto('/signin');
		assert.equal(await page.getAttribute('html', 'lang'), look.lang);
		await check(page, name('signin', look));

		await page.fill('input[name=login]', 'admin');
		await page.fill('input[name=password]', `${PASSWORD}, not`);
		await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
		assert(page.url().endsWith('/signin'), 'a wrong password signs nobody in');
		await check(page, name('signin-refused', look));

		await signIn(page, 'admin');
		await page.goto('/settings');
		await check(page, name('settings', look));

		await page.click('form[action="/signout"] button');
		await page.waitForURL('**/signin');
		await page.goto('/settings');
		assert(page.url().includes('/signin'), 'signed out is out');
	}
}, { setUp: [['init', '--title', 'Liên hiệp HTX Sông Xanh', '--admin', 'admin']] });
