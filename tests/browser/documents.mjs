// documents.mjs - a document from its number to its recall: the secretary registers it with a file and asks all
// co-operatives to carry it out; one says on a phone what it did, with evidence; the secretary goes from how
// many have done it to who owes, accepts, and recalls it; the copy says so.
import assert from 'node:assert/strict';
import { journey, PHONE } from './lib.mjs';

const SUBJECT = 'Chỉ thị về an toàn lao động trong mùa mưa bão';

function file(name, text) {
	return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

async function register(page, check) {
	await page.goto('/documents/new?unit=SX&book=out');
	await check(page, 'documents-new');
	await page.selectOption('select[name=kind]', 'CT');
	await page.fill('input[name=day]', '2026-11-12');
	await page.fill('textarea[name=subject]', SUBJECT);
	await page.fill('input[name=signer]', 'Nguyễn Hữu Thành');
	await page.setInputFiles('input[name=file]', file('toan-van.txt', 'Mỗi hợp tác xã kiểm tra kho, thuyền trước mùa bão.\n'));
	await page.click('#new button');
	await page.waitForURL(/\/documents\/\d+$/);
	assert.match(await page.textContent('.facts'), /02-CT\/LH/, 'the next number of its series');
	assert.match(await page.textContent('section[aria-labelledby=files]'), /toan-van\.txt/);
	await check(page, 'documents-registered');
	return new URL(page.url()).pathname;
}

async function ask(page, check, path) {
	await page.click(`a[href="${path}/issue"]`);
	await page.fill('input[name=under]', 'SX');
	await page.selectOption('select[name=to]', 'cooperative');
	await page.selectOption('select[name=expect]', 'carry-out');
	await page.fill('input[name=due]', '2026-12-01');
	await page.fill('textarea[name=note]', 'Kèm biên bản kiểm tra.');
	await check(page, 'documents-ask');
	await page.click('form.edit button');
	await page.waitForURL(`**${path}/cascade`);
	assert.match(await page.textContent('#all'), /0\/82/);
}

async function answer(page, check) {
	await page.goto('/desk');
	await page.click(`.todo a[href^="/cascade/"]:has-text("02-CT/LH")`);
	await page.waitForURL(/\/cascade\/\d+\/SX-04-01/);
	const path = new URL(page.url()).pathname;

	await check(page, 'documents-copy-phone');
	await page.click('form[action$="/acknowledge"] button');
	await page.waitForSelector('form[action$="/acknowledge"]', { state: 'detached' });
	await page.fill('textarea[name=words]', 'Đã kiểm tra hai kho và bảy thuyền; thay ba áo phao.');
	await page.setInputFiles('input[name=file]', file('bien-ban.txt', 'Biên bản kiểm tra kho và thuyền.\n'));
	await page.check('input[name=done]');
	await page.click('form[data-keep] button');
	await page.waitForSelector('section[aria-labelledby=story] a[href^="/attachments/"]');
	assert.match(await page.textContent('section[aria-labelledby=story]'), /thay ba áo phao.*bien-ban\.txt/s);
	assert.doesNotMatch(await page.textContent('section[aria-labelledby=story]'), /02-CT/, 'it named no document of its own');
	return path;
}

async function follow(page, check, path, copy) {
	await page.goto(`${path}/cascade`);
	assert.match(await page.textContent('#all'), /1\/82/);
	await page.click('table.cover a[href*="state=owed"]:has-text("1/9")');
	await page.waitForURL('**state=owed**');
	const owing = await page.textContent('section[aria-labelledby=list]');

	assert.match(owing, /HTX Cửa Lấp/, 'who owes is one click away');
	assert.doesNotMatch(owing, /HTX Lạch Giang/, 'who has done it owes nothing');
	await check(page, 'documents-owing');
	await page.goto(copy);
	assert.match(await page.textContent('section[aria-labelledby=story]'), /thay ba áo phao/);
	await page.click('form[action$="/accept"] button');
	await page.waitForSelector('form[action$="/accept"]', { state: 'detached' });
	assert.match(await page.textContent('.facts'), /Đã duyệt/);
	await page.goto(`${path}/review`);
	assert.match(await page.textContent('main'), /thay ba áo phao/);
	await check(page, 'documents-review');
}

async function recall(page, check, path) {
	await page.goto(path);
	await page.click('details:has(form[action$="/recall"]) summary');
	await page.fill('form[action$="/recall"] textarea', 'Ban hành nhầm bản dự thảo');
	await page.click('button[value=recall]');
	await page.waitForSelector('button[value=recall]', { state: 'detached' });
	assert.match(await page.textContent('main'), /Ban hành nhầm bản dự thảo/);
	await check(page, 'documents-recalled');
}

journey('documents', async ({ open, signIn, check }) => {
	const secretary = await open();
	const reporter = await open({ width: PHONE });

	await signIn(secretary, 'thuky');
	const path = await register(secretary, check);
	await ask(secretary, check, path);
	await check(secretary, 'documents-cascade');
	await signIn(reporter, 'lachgiang');
	const copy = await answer(reporter, check);
	await follow(secretary, check, path, copy);
	await recall(secretary, check, path);
	await reporter.goto(copy);
	assert.match(await reporter.textContent('main'), /Ban hành nhầm bản dự thảo/, 'the copy says that it was recalled');
	assert.equal(await reporter.isVisible('form[data-keep]'), false, 'nothing more is asked');
	assert.match(await reporter.textContent('section[aria-labelledby=story]'), /thay ba áo phao/, 'what was said stays');
	await check(reporter, 'documents-copy-recalled');
});
