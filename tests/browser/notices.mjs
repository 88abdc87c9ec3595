// notices.mjs - a reporter is told what is asked and reminded, follows a notice, and chooses how to be told; the
// administrator sets the mail server up and hears in words what came of a test mail.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

const now = '2026-11-20T02:00:00Z';

journey('notices', async ({ open, signIn, check }) => {
	const phone = await open({ width: PHONE });
	await signIn(phone, 'lachgiang');
	assert.match(await phone.textContent('header.top'), /Mới\s*1/);
	await phone.click('header.top a[href="/notices"]');
	await check(phone, 'notices-phone');
	await phone.click('main a[href^="/notices/"]');
	await phone.waitForURL('**/entry/**');
	assert.doesNotMatch(await phone.textContent('header.top'), /Mới/);

	await phone.goto('/settings');
	await check(phone, 'settings-wishes-phone');
	await phone.fill('input[name=email]', 'lach.giang@example.org');
	await phone.keyboard.press('Enter');
	await phone.waitForURL('**/settings?done=email');
	await phone.selectOption('select[name=reminder]', 'digest');
	await phone.click('form[action="/settings/notices"] button');
	await phone.waitForURL('**/settings?done=notices');
	assert.equal(await phone.inputValue('select[name=reminder]'), 'digest');

	const desk = await open({ width: DESK, dark: true, lang: 'en' });
	await signIn(desk, 'admin');
	await desk.goto('/settings');
	await desk.click('a[href="/admin/mail"]');
	await check(desk, 'mail-none');
	await desk.fill('input[name=url]', 'smtp://127.0.0.1:1');
	await desk.fill('input[name=from]', 'tierwork@example.org');
	await desk.click('form[action="/admin/mail"] button');
	await desk.waitForURL('**/admin/mail?done=saved');
	await desk.fill('input[name=to]', 'admin@example.org');
	await desk.click('form[action="/admin/mail/test"] button');
	assert.match(await desk.textContent('[role=alert]'), /The mail was not sent/);
	await check(desk, 'mail-test');
	await desk.goto('/notices');
	await check(desk, 'notices-none');
}, {
	now,
	setUp: [
		['demo'],
		['call', 'issue', '--form', 'HTX-01', '--period', '2026-11', '--to', 'cooperative', '--under', 'SX', '--due', '2026-12-10',
			'--note', 'Nộp sớm giúp liên hiệp.'],
		['tick'],
	],
});
