// oidc.mjs - signing in by a real identity provider (npm oidc-provider), linking an account to it, and its settings.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { DESK, journey, PHONE } from './lib.mjs';

globalThis.crypto ??= webcrypto;
console.warn = console.info = () => {}; // it warns that it is no provider for real use
const { Provider } = await import('oidc-provider');
const SECRET = 'a secret +/%: of both';

// People of it are whoever says a login.
async function startProvider(base) {
	const listening = await new Promise((done) => {
		const s = createServer((request, reply) => s.answer(request, reply)).listen(0, '127.0.0.1', () => done(s));
	});
	const issuer = `http://127.0.0.1:${listening.address().port}`;
	const provider = new Provider(issuer, {
		clients: [{ client_id: 'tierwork', client_secret: SECRET, redirect_uris: [`${base}/signin/oidc/back`] }],
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		pkce: { required: () => true },
		findAccount: (_, id) => ({ accountId: id,
			claims: () => ({ sub: id, name: `Người ${id}`, email: `${id}@song-xanh.example`, email_verified: true }) }),
	});
	listening.answer = provider.callback();
	return { issuer, close: () => { listening.close(); listening.closeAllConnections(); } };
}

const { createServer } = await import('node:http');

// What its pages ask: a login, then leave.
async function passThrough(page, login) {
	await page.waitForSelector('input[name=login]');
	await page.fill('input[name=login]', login);
	await page.fill('input[name=password]', 'whatever');
	await page.click('button[type=submit]');
	await page.waitForSelector('button[autofocus], form button');
	await Promise.all([page.waitForURL(/127\.0\.0\.1:\d+\/(?!interaction|auth)/), page.click('button[type=submit]')]);
}

journey('oidc', async ({ open, signIn, check, wrong, base, run }) => {
	const { issuer, close } = await startProvider(base);

	try {
		run('setting', 'set', 'base-url', base);
		run('account', 'mail', 'linh', 'linh@song-xanh.example');
		const admin = await open({ width: DESK, lang: 'en' });
		await signIn(admin, 'admin');
		await admin.goto('/admin/signon');
		await check(admin, 'signon-empty');
		await admin.click('text=Thử nhà cung cấp');
		assert.match(await admin.textContent('[role=alert]'), /base-url/);
		await admin.fill('[name=oidc_issuer]', issuer);
		await admin.fill('[name=oidc_client_id]', 'tierwork');
		await admin.fill('[name=oidc_client_secret]', SECRET);
		await admin.fill('[name=oidc_label]', 'Cổng Sông Xanh');
		await admin.selectOption('[name=oidc_link]', 'email');
		await admin.click('form[action="/admin/signon"] >> nth=0 >> button');
		await admin.waitForURL('**/admin/signon?done=saved');
		assert(!(await admin.content()).includes(SECRET), 'the secret is shown');
		await admin.click('text=Thử nhà cung cấp');
		await admin.waitForSelector('[role=status]');
		await check(admin, 'signon-tried');

		// the first time found by the address that the provider verified, then by the link
		for (const [i, look] of [{ width: PHONE, lang: 'vi' }, { width: DESK, lang: 'en', dark: true }].entries()) {
			const page = await open(look);
			await page.goto('/signin?next=/settings/security');
			await check(page, `signin-oidc-${look.width}-${look.lang}`);
			await page.click('a[href^="/signin/oidc"]');
			await passThrough(page, 'linh');
			await page.waitForURL(`${base}/settings/security`);
			await check(page, `security-oidc-${i}`);
			await page.click('form[action="/signout"] button');
			await page.waitForURL('**/signin');
			run('setting', 'set', 'oidc-link', 'never');
		}

		// somebody whom nobody here knows
		const stranger = await open({ lang: 'en' });
		await stranger.goto('/signin');
		await stranger.click('a[href^="/signin/oidc"]');
		await passThrough(stranger, 'minh');
		assert.match(await stranger.textContent('[role=alert]'), /knows you, but no account/);
		await check(stranger, 'signin-oidc-unknown');

		// links it when signed in by password
		await signIn(stranger, 'minh');
		await stranger.goto('/settings/security');
		await stranger.click('a[href^="/signin/oidc"]');
		await stranger.waitForSelector('form[action="/settings/security/identity"]');
		await check(stranger, 'identity-offer');
		await stranger.click('form[action="/settings/security/identity"] button');
		await stranger.waitForURL('**/settings/security?done=linked');
		await stranger.click('form[action="/settings/security/identity/drop"] button');
		await stranger.waitForURL('**/settings/security?done=unlinked');
		assert.match(run('verify'), /./);

		// the provider lets nobody in
		const no = await open({ lang: 'en' });
		await no.goto('/signin');
		await no.click('a[href^="/signin/oidc"]');
		await no.waitForSelector('input[name=login]');
		await no.click('a[href$="/abort"]');
		await no.waitForSelector('[role=alert]');
		assert.match(await no.textContent('[role=alert]'), /not signed in/);
	} finally {
		close();
	}
	// pages of the provider are not ours to judge
	const ours = wrong.filter((w) => !w.includes(issuer));
	wrong.splice(0, wrong.length, ...ours);
}, { setUp: [['init', '--title', 'Liên hiệp HTX Sông Xanh', '--admin', 'admin'],
	['account', 'add', 'linh', '--role', 'auditor'], ['account', 'add', 'minh', '--role', 'auditor']],
now: new Date().toISOString().replace(/\.\d+/, '') });
