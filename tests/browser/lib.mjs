// lib.mjs - what every journey uses: a demonstration store, its server, a browser, axe, pictures.
//
//	import { journey } from './lib.mjs';
//	journey('secretary', async ({ open, signIn, check }) => {
//		const page = await open({ width: PHONE, dark: true });
//		await signIn(page, 'secretary');
//		await check(page, 'unit'); // axe, and a picture of it
//	});
//
// Run by `meson test --suite browser`, or by hand:
//	TIERWORK=build/tierwork node tests/browser/secretary.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const PHONE = 360;
export const DESK = 1280;
export const PASSWORD = 'ba-chuyen-do-sang'; // of every account of the demonstration

const LAST_DAY = '2026-11-12T03:00:00Z'; // on which the demonstration's story ends
const SKIPPED = 77;
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = process.env.TIERWORK ?? 'build/tierwork';
const pictures = process.env.TIERWORK_PICTURES ?? 'build/pictures';
const mute = new WeakSet(); // the pages without script

function freePort() {
	return new Promise((done) => {
		const s = createServer().listen(0, '127.0.0.1', () => {
			const { port } = s.address();
			s.close(() => done(port));
		});
	});
}

// A server on a fresh store that the commands of `setUp` made; close() ends
// it, and it must end well.
export async function startServer(setUp, now = LAST_DAY) {
	const dir = mkdtempSync(join(tmpdir(), 'tierwork-browser-'));
	const store = ['--store', join(dir, 'demo.db'), '--now', now];
	const env = { ...process.env, TIERWORK_PASSWORD: PASSWORD };
	const port = await freePort();
	let log = '';

	for (const command of setUp)
		execFileSync(program, [...store, ...command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	const child = spawn(program, [...store, 'serve', '--listen', `127.0.0.1:${port}`], { env });
	const ended = new Promise((done) => child.on('exit', (code) => done(code)));
	child.stderr.on('data', (d) => { log += d; });
	const base = `http://127.0.0.1:${port}`;
	for (let i = 0; ; i++) {
		const up = await fetch(`${base}/healthz`).then((r) => r.ok, () => false);
		if (up)
			break;
		assert(i < 600 && child.exitCode === null, `no server:\n${log}`);
		await new Promise((done) => { setTimeout(done, 50); });
	}
	return {
		base,
		run: (...command) => execFileSync(program, [...store, ...command], { env, encoding: 'utf8' }),
		close: async () => {
			child.kill('SIGTERM');
			assert.equal(await ended, 0, `the server ended badly:\n${log}`);
			rmSync(dir, { recursive: true });
		},
	};
}

// Whatever a good page never does: errors, requests to elsewhere, our own 500.
function watch(page, base, wrong) {
	page.on('pageerror', (e) => wrong.push(`${page.url()}: ${e}`));
	page.on('console', (m) => {
		// A refused form is said to the person in the page; the browser logs it too.
		if (m.type() === 'error' && !/status of 4\d\d/.test(m.text()))
			wrong.push(`${page.url()}: ${m.text()}`);
	});
	page.on('request', (r) => {
		if (!r.url().startsWith(base) && !r.url().startsWith('data:'))
			wrong.push(`${page.url()} asks elsewhere: ${r.url()}`);
	});
	page.on('response', (r) => {
		if (r.status() >= 500)
			wrong.push(`${r.status()} ${r.url()}`);
	});
}

async function signIn(page, login, password = PASSWORD) {
	await page.goto('/signin');
	await page.fill('input[name=login]', login);
	await page.fill('input[name=password]', password);
	const [answer] = await Promise.all([
		page.waitForResponse((r) => r.request().method() === 'POST'),
		page.click('form[action="/signin"] button'),
	]);
	assert.equal(answer.status(), 303, `${login} cannot sign in`);
	await page.waitForURL((url) => url.pathname !== '/signin');
}

// Nothing may stick out sideways, and axe must find nothing; keeps a picture as NAME.png.
async function check(page, name) {
	await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	assert(wide <= 0, `${page.url()}: ${wide} px wider than the window`);
	if (mute.has(page))
		return; // axe waits for timers, which do not run without script
	await page.evaluate(axe); // not a script tag: the content policy would refuse it
	const { violations } = await page.evaluate(() => globalThis.axe.run({ rules: { 'target-size': { enabled: true } } }));
	assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join('  ')}`), [], page.url());
}

// Runs one journey in a browser of its own; ends the process with its result.
export async function journey(name, go, { setUp = [['demo']], now } = {}) {
	if (!existsSync(CHROMIUM)) {
		console.log(`SKIP ${name}: no ${CHROMIUM}`);
		process.exit(SKIPPED);
	}
	mkdirSync(pictures, { recursive: true });
	const server = await startServer(setUp, now);
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
	const wrong = [];
	const open = async ({ width = DESK, lang = 'vi', dark = false, script = true } = {}) => {
		const context = await browser.newContext({
			baseURL: server.base,
			viewport: { width, height: width === PHONE ? 740 : 900 },
			locale: lang,
			colorScheme: dark ? 'dark' : 'light',
			javaScriptEnabled: script,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		watch(page, server.base, wrong);
		if (!script)
			mute.add(page);
		return page;
	};
	try {
		await go({ open, signIn, check, wrong, base: server.base, run: server.run });
		assert.deepEqual(wrong, []);
	} finally {
		await browser.close();
		await server.close();
	}
	console.log(`ok ${name}`);
}
