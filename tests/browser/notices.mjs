// notices.mjs - a reporter is told what is asked and reminded, follows a notice, and chooses how to be told; the
// administrator sets the mail server up and hears in words what came of a test mail.
import assert from 'node:assert/strict';
import { DESK, journey, PHONE } from './lib.mjs';

journey('notices', async ({ open, signIn, check }) => {
	const phone = await open({ width: PHONE });
	await signIn(phone, 'lachgiang');
	const unseen = async () => Number(/Mới\s*(\d+)/.exec(await phone.textContent('header.top'))?.[1] ?? 0);
	const before = await unseen();

	assert(before > 0, 'nothing new');
	await phone.click('header.top a[href="/notices"]');
	await check(phone, 'notices-phone');
	await phone.click('main a[href^="/notices/"]');
	await phone.waitForURL('**/entry/**');
	assert.equal(await unseen(), before - 1);
	await phone.goto('/notices');
	await phone.click('form[action="/notices/seen"] button');
	await phone.waitForURL('**/notices');
	assert.equal(await unseen(), 0);

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
});
