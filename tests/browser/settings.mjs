// settings.mjs - a secretary changes language and password, on a phone and at a desk, with the keyboard alone.
import assert from 'node:assert/strict';
import { DESK, journey, PASSWORD, PHONE } from './lib.mjs';

journey('settings', async ({ open, signIn, check, base }) => {
	for (const [name, look] of [
		['desk', { width: DESK }],
		['phone', { width: PHONE, dark: true, script: true }],
	]) {
		const page = await open(look);
		await page.goto('/signin');
		await check(page, `signin-${name}`);
		await signIn(page, 'thuky');
		await page.goto('/settings');
		await check(page, `settings-${name}`);
		await page.goto('/settings/data');
		await check(page, `data-${name}`);
		await page.goto('/settings/calendar');
		await page.fill('input[name=name]', `Điện thoại (${name})`);
		await page.uncheck('input[value=plan]');
		await page.click('form[action="/settings/calendar"] button');
		await check(page, `calendar-made-${name}`);
		const address = await page.textContent('code.secret');
		assert.match(address, /\/ics\/[\w-]{43}$/);
		const answer = await fetch(base + address.replace(/^.*(?=\/ics\/)/, ''));
		assert.equal(answer.status, 200);
		assert.match(await answer.text(), /^BEGIN:VCALENDAR\r\n/);
		await page.click('main a.act');
		await check(page, `calendar-${name}`);
		assert.match(await page.textContent('main table'), new RegExp(`\\(${name}\\)`));
		await page.goto('/nothing');
		await check(page, `error-${name}`);
	}

	// Without a mouse: from the top of the page by Tab to the language, and saved by Enter.
	const page = await open({ script: false });
	await signIn(page, 'thuky');
	await page.goto('/settings');
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
	await page.focus('select[name=lang]');
	await page.keyboard.press('e');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/settings?done=language');
	assert.match(await page.textContent('h1'), /Settings/);
	assert.match(await page.textContent('[role=status]'), /Language saved/);

	await page.fill('input[name=old]', PASSWORD);
	await page.fill('input[name=new]', 'gió lùa qua vườn cải');
	await page.fill('input[name=again]', 'gió lùa qua vườn cải');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/settings?done=password');
	await page.click('form[action="/signout"] button');
	await page.waitForURL('**/signin');
	await signIn(page, 'thuky', 'gió lùa qua vườn cải');
});
