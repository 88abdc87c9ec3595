// hostile.mjs - signing in by an identity provider that lies, stumbles or sleeps: nobody comes in, and it is said why.
//
//	TIERWORK=build/tierwork node tests/oidc/hostile.mjs
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import { PASSWORD, startServer } from '../browser/lib.mjs';

globalThis.crypto ??= webcrypto;
const { SignJWT, exportJWK, generateKeyPair } = await import('jose');

const now = () => Math.floor(Date.now() / 1000);
const MUTE = Symbol('mute');
const server = await startServer([['init', '--title', 'Liên hiệp', '--admin', 'admin'],
	...['linh', 'minh', 'twin', 'twin2', 'gone'].map((l) => ['account', 'add', l, '--role', 'auditor'])],
	new Date().toISOString().replace(/\.\d+/, ''));
const { base, run } = server;

// ---- the provider: does what `how` says ----

const pair = async (alg, kid) => ({ alg, kid, ...await generateKeyPair(alg, { extractable: true }) });
const good = await Promise.all([['RS256', 'r'], ['PS256', 'p'], ['ES256', 'e']].map(([a, k]) => pair(a, k)));
const strange = await pair('RS256', 'r');
const late = await pair('RS256', 'late');
let how = {};
let published = good;
const seen = { token: 0, keys: 0 };

const jwks = () => Promise.all(published.map(async (k) => ({ ...await exportJWK(k.publicKey), kid: k.kid, alg: k.alg, use: 'sig' })));
const b64 = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');

async function idToken(nonce) {
	const key = how.key ?? good[0];
	const claims = { iss: issuer, sub: 'linh-1', aud: 'tierwork', exp: now() + 60, iat: now(), nonce, ...how.claims };
	const header = { alg: key.alg, kid: key.kid, ...how.header };

	if (how.header?.alg === 'none')
		return `${b64(header)}.${b64(claims)}.`;
	if (how.header?.alg === 'HS256') // "signed" with what everybody can read
		return new SignJWT(claims).setProtectedHeader(header).sign(Buffer.from(JSON.stringify((await jwks())[0])));
	const token = await new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
	return how.cut ? token.slice(0, -8) + 'AAAAAAAA' : token;
}

const provider = createServer((request, reply) => {
	const send = (o, status = 200) => {
		reply.writeHead(status, { 'content-type': 'application/json', ...how.headers });
		reply.end(typeof o === 'string' ? o : JSON.stringify(o));
	};
	const path = new URL(request.url, 'http://x').pathname;

	if (how.mute?.includes(path))
		return;
	if (how.answer?.[path])
		return void send(...how.answer[path]);
	if (path.endsWith('/openid-configuration'))
		return void send({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
			jwks_uri: `${issuer}/jwks`, authorization_response_iss_parameter_supported: true, ...how.describe });
	if (path === '/jwks') {
		seen.keys++;
		return void jwks().then((keys) => send({ keys }));
	}
	let body = '';
	request.on('data', (d) => { body += d; });
	request.on('end', async () => {
		const form = new URLSearchParams(body);
		const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');

		seen.token++;
		assert.equal(challenge, wanted.get('code_challenge'), 'the verifier of PKCE does not fit');
		assert.equal(request.headers.authorization, `Basic ${Buffer.from('tierwork:s%20%2B%3A%25').toString('base64')}`);
		assert.equal(form.get('redirect_uri'), `${base}/signin/oidc/back`);
		send({ access_token: 'access', token_type: 'Bearer', id_token: await idToken(wanted.get('nonce')), ...how.tokens });
	});
});
await new Promise((done) => { provider.listen(0, '127.0.0.1', done); });
const issuer = `http://127.0.0.1:${provider.address().port}`;
let wanted; // of the request for authorization

// ---- a browser that keeps cookies ----

class Browser {
	jar = new Map();

	async ask(path, form) {
		const r = await fetch(base + path, { redirect: 'manual', method: form ? 'POST' : 'GET',
			body: form && new URLSearchParams(form),
			headers: { cookie: [...this.jar].map(([k, v]) => `${k}=${v}`).join('; '), 'accept-language': 'en' } });

		for (const c of r.headers.getSetCookie()) {
			const [, name, value] = c.match(/^([^=]+)=([^;]*)/);
			if (value)
				this.jar.set(name, value);
			else
				this.jar.delete(name);
		}
		this.page = await r.text();
		return { status: r.status, to: r.headers.get('location'), page: this.page };
	}

	get isIn() {
		return this.jar.has('tierwork');
	}

	// There; what to come back with.
	async go(path = '/signin/oidc?next=/settings') {
		const r = await this.ask(path);

		assert.equal(r.status, 303, r.page);
		wanted = new URL(r.to).searchParams;
		assert.equal(wanted.get('code_challenge_method'), 'S256');
		return { code: 'c', state: wanted.get('state'), iss: issuer };
	}

	back(answer) {
		return this.ask(`/signin/oidc/back?${new URLSearchParams(answer)}`);
	}
}

async function expectRefused(what, as, status = 502, answer = {}) {
	const b = new Browser();

	how = {};
	const a = await b.go();
	how = as;
	const r = await b.back({ ...a, ...answer });
	assert.equal(r.status, status, `${what}: ${r.page}`);
	assert(!b.isIn, `${what}: somebody is signed in`);
	how = {};
}

function set(name, value) {
	run('setting', 'set', name, value);
}

async function comesIn() {
	for (const key of good) {
		const b = new Browser();
		const a = await b.go();

		how = { key };
		const r = await b.back(a);
		assert.deepEqual([r.status, r.to], [303, '/settings'], `${key.alg}: ${r.page}`);
		assert(b.isIn);
		// a second time, with all that was good
		assert.equal((await b.back(a)).status, 422, 'an answer is good twice');
	}
	how = {};
}

async function lies() {
	const claims = (o) => ({ claims: o });

	await expectRefused('alg none', { header: { alg: 'none', kid: undefined } });
	await expectRefused('HS256 by a public key', { header: { alg: 'HS256' } });
	await expectRefused('RS256 by the key of another', { key: strange });
	await expectRefused('a signature cut off', { cut: true });
	await expectRefused('an unknown key', { header: { kid: 'x' } });
	await expectRefused('the alg of another key', { header: { kid: 'e' } });
	await expectRefused('crit', { header: { crit: ['b64'], b64: true } });
	await expectRefused('another nonce', claims({ nonce: 'another' }));
	await expectRefused('no nonce', claims({ nonce: undefined }));
	await expectRefused('another issuer', claims({ iss: 'https://id.example' }));
	await expectRefused('another client', claims({ aud: 'another' }));
	await expectRefused('two clients, and which is not said', claims({ aud: ['tierwork', 'another'] }));
	await expectRefused('given to another client', claims({ azp: 'another' }));
	await expectRefused('run out', claims({ exp: now() - 120 }));
	await expectRefused('of the future', claims({ iat: now() + 600 }));
	await expectRefused('not yet', claims({ nbf: now() + 600 }));
	await expectRefused('without an end', claims({ exp: undefined }));
	await expectRefused('nobody', claims({ sub: undefined }));
	await expectRefused('a long subject', claims({ sub: 'x'.repeat(256) }));
	await expectRefused('another access token', claims({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }));
	await expectRefused('no token', { tokens: { id_token: undefined } });
	await expectRefused('no JWT', { tokens: { id_token: 'x.y' } });
	await expectRefused('a code that is no good', { answer: { '/token': [{ error: 'invalid_grant' }, 400] } });
	await expectRefused('mixed up', {}, 502, { iss: 'https://id.example' });
	await expectRefused('it does not say who it is', {}, 502, { iss: '' });
	await expectRefused('no code', {}, 502, { code: '' });
	await expectRefused('let nobody in', {}, 422, { error: 'access_denied' });
	await expectRefused('asks for what we cannot', {}, 422, { error: 'login_required' });
	assert.match(run('--json', 'journal', 'list'), /identity\.refused/);
}

async function stumbles() {
	await expectRefused('it broke', { answer: { '/token': ['oops', 500] } }, 503);
	await expectRefused('a redirect', { answer: { '/token': ['', 302] }, headers: { location: `${issuer}/elsewhere` } }, 503);
	await expectRefused('no end of it', { answer: { '/token': ['x'.repeat(1 << 20), 200] } }, 503);
	await expectRefused('no JSON', { answer: { '/token': ['{', 200] } });
	const began = Date.now();
	const slow = expectRefused('mute', { mute: ['/token'] }, 503);
	await new Promise((done) => { setTimeout(done, 300); });
	const local = new Browser();
	await local.ask('/signin');
	const r = await local.ask('/signin', { login: 'admin', password: PASSWORD, csrf: local.page.match(/name="csrf" value="([^"]*)"/)[1] });
	assert.equal(r.status, 303, 'who has a password cannot come in meanwhile');
	await slow;
	assert(Date.now() - began < 9000, `a mute provider held it for ${Date.now() - began} ms`);
}

async function forged() {
	const victim = new Browser();
	const a = await victim.go();
	const other = new Browser();
	const b = await other.go();

	assert.equal((await victim.back({ ...a, state: 'forged' })).status, 422);
	assert.equal((await victim.back({ ...a, state: '' })).status, 422);
	assert.equal((await victim.back(b)).status, 422, 'the state of another browser');
	assert.equal((await new Browser().back(a)).status, 422, 'a browser that never asked');
	assert(!victim.isIn && !other.isIn);
	const tokens = seen.token;
	wanted = new Map([['code_challenge', wanted.get('code_challenge')], ['nonce', wanted.get('nonce')]]);
	assert.equal((await other.back(b)).status, 303, 'a forged answer ended the right one');
	assert.equal(seen.token, tokens + 1, 'a forged answer was taken to the provider');
	for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:1']) {
		const n = new Browser();
		assert.equal((await n.back(await n.go(`/signin/oidc?next=${encodeURIComponent(next)}`))).to, '/');
	}
}

async function whoIsWho() {
	const arrive = async (claims) => {
		const b = new Browser();
		const a = await b.go();

		how = { claims };
		const r = await b.back(a);
		how = {};
		return { b, r };
	};
	const email = (sub, address, verified = true) => ({ sub, email: address, email_verified: verified });

	set('oidc-link', 'never');
	assert.equal((await arrive(email('minh-1', 'minh@example.org'))).r.status, 403);
	set('oidc-link', 'email');
	assert.equal((await arrive(email('minh-1', 'minh@example.org', false))).r.status, 403, 'an address not verified');
	assert.equal((await arrive(email('minh-1', 'minh@example.org', 'true'))).r.status, 403, 'text is no truth');
	assert.equal((await arrive(email('x', 'twin@example.org'))).r.status, 403, 'two accounts of one address');
	assert.equal((await arrive(email('x', 'nobody@example.org'))).r.status, 403);
	assert.equal((await arrive(email('minh-1', 'MINH@example.org'))).r.status, 303);
	set('oidc-link', 'never'); // once linked, linked
	assert.equal((await arrive(email('minh-1', 'else@example.org'))).r.status, 303);
	set('oidc-link', 'email');
	assert.equal((await arrive(email('gone-1', 'gone@example.org'))).r.status, 303);
	run('account', 'close', 'gone');
	assert.equal((await arrive(email('gone-1', 'gone@example.org'))).r.status, 403, 'a closed account');
	set('oidc-link', 'never');

	// what needs proof is asked for again where the provider does not say when it had one
	const unsaid = await arrive({});
	assert.match((await unsaid.b.ask('/settings/security/factor')).to, /^\/signin\/again/);
	const r = await unsaid.b.ask('/signin/again?next=/settings/security/factor');
	assert.match(r.page, /href="\/signin\/oidc\?again=1&amp;next=[^"]*security[^"]*factor"/);
	const a = await unsaid.b.go('/signin/oidc?again=1&next=/settings/security/factor');
	assert.deepEqual([wanted.get('prompt'), wanted.get('max_age')], ['login', '0']);
	how = { claims: { auth_time: now() } };
	assert.equal((await unsaid.b.back(a)).to, '/settings/security/factor');
	how = {};
	assert.equal((await unsaid.b.ask('/settings/security/factor')).status, 200);
	const old = await arrive({ auth_time: now() - 3600 });
	assert.match((await old.b.ask('/settings/security/factor')).to, /^\/signin\/again/);
}

// The description and the keys, each of a provider not known yet: so the address changes its name.
async function describes() {
	const away = async (what, as) => {
		how = as;
		const r = await new Browser().ask('/signin/oidc');
		assert.equal(r.status, 503, `${what}: ${r.page}`);
		how = {};
	};
	set('oidc-issuer', `${issuer}/`); // not what it calls itself
	await away('another issuer', {});
	for (const [what, describe] of Object.entries({
		'an address not encrypted': { token_endpoint: 'http://id.example/token' },
		'a file': { jwks_uri: 'file:///etc/passwd' },
		'no address': { authorization_endpoint: undefined },
		'an address with a login': { token_endpoint: 'https://a@id.example/' },
	}))
		await away(what, { describe: { issuer: `${issuer}/`, ...describe } });
	await away('no JSON', { answer: { '/.well-known/openid-configuration': ['<html>', 200] } });
	await away('broken', { answer: { '/.well-known/openid-configuration': ['{}', 500] } });
	set('oidc-issuer', 'http://127.0.0.1:9');
	await away('nobody there', {});
	set('oidc-issuer', issuer);
	assert.throws(() => set('oidc-issuer', 'http://id.example'), 'an issuer that is not encrypted');

	// new keys are found, but not looked for at once for everybody who names one
	published = [...good, late];
	await new Promise((done) => { setTimeout(done, 10_500); });
	const b = new Browser();
	const a = await b.go();
	how = { key: late };
	assert.equal((await b.back(a)).status, 303, 'a new key');
	how = {};
	const fetched = seen.keys;
	for (let i = 0; i < 3; i++)
		await expectRefused('an unknown key', { header: { kid: `x${i}` } });
	assert.equal(seen.keys, fetched, 'strangers make it fetch keys as often as they like');
}

try {
	set('base-url', base);
	set('oidc-issuer', issuer);
	set('oidc-client-id', 'tierwork');
	set('oidc-client-secret', 's +:%');
	set('oidc-link', 'email');
	for (const [login, address] of [['linh', 'linh'], ['minh', 'minh'], ['twin', 'twin'], ['twin2', 'twin'], ['gone', 'gone']])
		run('account', 'mail', login, `${address}@example.org`);
	how = { claims: { email: 'linh@example.org', email_verified: true } };
	const first = new Browser();
	assert.equal((await first.back(await first.go())).status, 303, 'the first sign-in');
	how = {};
	await comesIn();
	await lies();
	await stumbles();
	await forged();
	await whoIsWho();
	await describes();
	run('verify');
	console.log('ok a hostile provider');
} finally {
	provider.close();
	provider.closeAllConnections();
	await server.close();
}
