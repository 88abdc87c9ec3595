// administrator.mjs - the administrator's first day: an empty store says what to do first.
import assert from 'node:assert/strict';
import { journey, PHONE } from './lib.mjs';

journey('administrator', async ({ open, signIn, check }) => {
	for (const look of [{ lang: 'vi' }, { width: PHONE, lang: 'vi', dark: true }, { script: false }]) {
		const page = await open(look);

		await signIn(page, 'admin');
		assert.equal(await page.locator('ol li').count(), 3, 'three steps');
		await check(page, `first-${look.width ?? 1280}-${look.dark ? 'dark' : 'light'}`);
		for (const path of ['/tree', '/forms', '/reorganisations', '/search']) {
			assert.equal((await page.goto(path)).status(), 200);
			await check(page, `first${path.replaceAll('/', '-')}-${look.width ?? 1280}`);
		}
		await page.context().close();
	}
}, { setUp: [['init', '--title', 'Liên hiệp HTX Sông Xanh', '--admin', 'admin']] });
