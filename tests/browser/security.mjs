// security.mjs - somebody sets up a second factor, signs in with it, sees where they are signed in and ends what is
// not theirs, gives a program a token; and what is asked again when the browser was left open.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESK, journey, PASSWORD, PHONE } from './lib.mjs';

const pictures = process.env.TIERWORK_PICTURES ?? 'build/pictures';
// What a telephone does: reads the picture, and shows a code.
const scan = (png) => execFileSync('zbarimg', ['-q', '--raw', png], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const code = (uri, at) => {
	const secret = new URL(uri).searchParams.get('secret');

	return execFileSync('oathtool', ['--totp', '-b', '--now', `@${at}`, secret], { encoding: 'utf8' }).trim();
};
// The clock of the server, which began on a day of its own.
const clock = async (base) => Date.parse((await fetch(`${base}/healthz`)).headers.get('date')) / 1000;

journey('security', async ({ open, signIn, check, base }) => {
	const desk = await open({ width: DESK });
	const phone = await open({ width: PHONE, lang: 'en', dark: true });
	let now = 0;

	// The journey's server lives on a day in November; its replies bear the time of the machine.
	const start = Date.parse('2026-11-12T03:00:00Z') / 1000, began = await clock(base);
	const time = async () => start + (await clock(base)) - began;

	await signIn(desk, 'thuky');
	await desk.goto('/settings');
	await check(desk, 'settings-safety');
	await desk.click('a[href="/settings/security"]');
	await check(desk, 'security-off-desk');
	await desk.click('a[href="/settings/security/factor"]');
	await check(desk, 'factor-desk');

	// A telephone can read it from the screen, also in the dark.
	const picture = join(pictures, 'factor-qr.png');
	await desk.emulateMedia({ colorScheme: 'dark' });
	writeFileSync(picture, await desk.locator('svg.qr').screenshot());
	const uri = scan(picture);
	assert.match(uri, /^otpauth:\/\/totp\/[^?]+:thuky\?secret=[A-Z2-7]{32}&issuer=/);
	assert.equal((await desk.textContent('code.secret')).replaceAll(' ', ''), new URL(uri).searchParams.get('secret'));

	await desk.fill('input[name=code]', '000000');
	await desk.click('main form button');
	assert.match(await desk.textContent('[role=alert]'), /điện thoại/);
	assert.equal((await desk.textContent('code.secret')).replaceAll(' ', ''), new URL(uri).searchParams.get('secret'));
	now = await time();
	await desk.fill('input[name=code]', code(uri, now));
	await desk.click('main form button');
	await desk.waitForSelector('.codes');
	const codes = await desk.locator('.codes code').allTextContents();
	assert.equal(new Set(codes).size, 10);
	await check(desk, 'codes-desk');
	await desk.click('a[href="/settings/security"] >> nth=-1');
	await check(desk, 'security-on-desk');

	// On the phone now: password, then a recovery code.
	await phone.goto('/signin');
	await phone.fill('input[name=login]', 'thuky');
	await phone.fill('input[name=password]', PASSWORD);
	await phone.click('form[action="/signin"] button');
	await phone.waitForURL('**/signin/code');
	await check(phone, 'code-phone');
	await phone.fill('input[name=code]', '123456');
	await phone.click('form[action="/signin/code"] button');
	assert.match(await phone.textContent('[role=alert]'), /mã|code/i);
	await phone.fill('input[name=code]', codes[0].toUpperCase());
	await phone.click('form[action="/signin/code"] button');
	await phone.waitForURL((url) => !url.pathname.startsWith('/signin'));
	await phone.goto('/settings/security');
	await check(phone, 'security-on-phone');
	assert.match(await phone.textContent('main'), /9/);
	assert.equal(await phone.locator('section[aria-labelledby=sessions] tbody tr').count(), 2);

	// The desk's session ends from the phone, at once.
	await phone.click('section[aria-labelledby=sessions] tbody form button');
	await phone.waitForURL('**/settings/security?done=ended');
	await desk.goto('/desk');
	assert.equal(new URL(desk.url()).pathname, '/signin');

	// A token for a program, by the keyboard.
	await phone.focus('section[aria-labelledby=tokens] summary');
	await phone.keyboard.press('Enter');
	await phone.fill('input[name=name]', 'Bảng tính');
	await check(phone, 'token-new-phone');
	await phone.keyboard.press('Enter');
	await phone.waitForSelector('h1 ~ section code.secret');
	await check(phone, 'token-phone');
	const token = await phone.locator('code.secret').first().textContent();
	assert.match(token, /^tw_[\w-]{43}$/);
	const answer = await fetch(`${base}/api/desk`, { headers: { authorization: `Bearer ${token}` } });
	assert.equal(answer.status, 200);
	await phone.goto('/settings/security');
	await check(phone, 'security-token-phone');
	await phone.click('section[aria-labelledby=tokens] tbody form button');
	await phone.waitForURL('**/settings/security?done=token');
	assert.equal((await fetch(`${base}/api/desk`, { headers: { authorization: `Bearer ${token}` } })).status, 401);

	// Off again.
	await phone.click('form[action="/settings/security/factor/off"] button');
	await phone.waitForURL('**/settings/security?done=off');

	// The page that asks again.
	await phone.goto('/signin/again?next=/settings');
	assert.equal(new URL(phone.url()).pathname, '/settings');
});
