// reporter.mjs - the reporter of one co-operative has a small old phone without script, and sees the own unit only.
import assert from 'node:assert/strict';
import { journey } from './lib.mjs';

journey('reporter', async ({ open, signIn, check }) => {
	for (const look of [{ width: 320, script: false }, { width: 320 }, { width: 390, dark: true }]) {
		const page = await open(look);
		const name = `reporter-${look.width}-${look.script === false ? 'mute' : 'script'}`;

		await signIn(page, 'lachgiang');
		assert.equal(await page.textContent('h1'), 'Bàn làm việc');
		await page.goto('/units/SX-04-01');
		assert.equal(await page.textContent('h1'), 'HTX Lạch Giang');
		await check(page, name);
		await page.click('a[href="#nav"]');
		assert(await page.isVisible('#nav a[href="/forms"]'), 'the contents open without script');
		await check(page, `${name}-contents`);
		for (const path of ['/units/SX', '/units/SX-04', '/units/SX-04-04/figures', '/tree/SX-04'])
			assert.equal((await page.goto(path)).status(), 404, path);
		await check(page, `${name}-not-found`);
		await page.goto('/tree');
		assert.equal(await page.locator('tbody tr').count(), 1, 'only the own unit is in sight');
		await page.context().close();
	}
});
