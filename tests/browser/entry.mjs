// entry.mjs - a reporter answers with the keyboard alone, pastes from a spreadsheet, is told at once what is wrong, and
// hands in; the same without script; a page stays small, and so does what it sends to save.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { journey } from './lib.mjs';
import { file, id, RETURN, saved, setUpQuarter } from './quarter.mjs';

// As large as forms get, for the limit of a page.
const LARGE = {
	code: 'BIG', title: { vi: 'Biểu năm mươi chỉ tiêu', en: 'Fifty indicators' }, period: 'quarter', answers: 'cooperative',
	indicators: Array.from({ length: 50 }, (_, i) => ({
		code: `X${i + 1}`, title: { vi: `Chỉ tiêu dài dòng thứ ${i + 1} của biểu lớn`, en: `Long-winded indicator ${i + 1}` }, type: 'amount', scale: 1,
		unit: { vi: 'triệu đồng', en: 'million đồng' }, group: { vi: `Nhóm ${Math.floor(i / 10)}`, en: `Group ${Math.floor(i / 10)}` },
		help: { vi: 'Ghi số liệu có trong sổ sách vào ngày cuối kỳ báo cáo.', en: 'As in the books on the last day of the period.' }, required: i % 2 === 0,
	})),
	rules: Array.from({ length: 10 }, (_, i) => ({
		check: `X${i + 2} <= X${i + 1}`, level: 'error', say: { vi: `Chỉ tiêu ({X${i + 2}}) lớn hơn chỉ tiêu trước ({X${i + 1}}).`, en: `More ({X${i + 2}}) than before ({X${i + 1}}).` },
	})),
};
async function paste(page, text) {
	await page.evaluate((t) => {
		const data = new DataTransfer();
		data.setData('text/plain', t);
		document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	}, text);
}

journey('entry', async ({ open, signIn, check: look }) => {
	// As high as the page: what sticks to an edge covers nothing then.
	const check = async (page, name) => {
		const size = page.viewportSize();
		const height = await page.evaluate(() => document.documentElement.scrollHeight);
		await page.setViewportSize({ width: size.width, height: height + 100 });
		await look(page, name);
		await page.setViewportSize(size);
	};
	const page = await open({});
	const sizes = [];
	page.on('response', (r) => {
		if (r.url().includes('/api/entry/'))
			sizes.push(r.body().then((body) => [r.request().postData().length, body.length]));
	});
	await signIn(page, 'lachgiang');
	await page.goto(RETURN);
	assert.match(await page.textContent('h1'), /Báo cáo quý, quý II\/2026/);

	// With the keyboard alone: Enter and the arrows lead from cell to cell.
	await page.focus(id('A1.u30'));
	await page.keyboard.type('110');
	await page.keyboard.press('Enter');
	await page.keyboard.type('308');
	assert.equal(await page.textContent(id('A1')), '418', 'the total is there as one types');
	assert.match(await page.textContent(`tr:has(${id('A1.u30')}) .change`), /\+10 \(\+10,0%\)/);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.type('431');
	await page.keyboard.press('Enter');
	assert.match(await page.textContent('.says'), /Số nữ \(431\) nhiều hơn tổng số thành viên \(418\)/);
	assert.equal(await page.getAttribute(id('A2'), 'aria-invalid'), 'true');
	await page.keyboard.press('ArrowUp');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'c-A2');
	await page.keyboard.type('210');
	await page.keyboard.press('Enter');
	assert.equal(await page.locator('[aria-invalid]').count(), 0, 'mended');
	await page.keyboard.type('88');
	await page.keyboard.press('Enter');
	assert.match(await page.evaluate(() => document.activeElement.name), /^w\./, 'the reason comes next');
	await page.keyboard.type('Thu hoạch vụ hè thu sớm');
	await page.keyboard.press('Enter');
	await page.keyboard.type('2.865,5');
	await page.keyboard.press('Enter');
	await page.keyboard.type('1120x');
	await page.keyboard.press('Enter');
	assert.match(await page.textContent(`tr:has(${id('C2')}) + .says`), /không phải là số/);
	await page.keyboard.press('ArrowDown'); // of a choice it chooses
	assert.equal(await page.inputValue(id('D1')), '1');
	await saved(page);
	await check(page, 'entry-desk');

	// A column of a spreadsheet fills downwards, a block by its codes; once too much is taken back.
	await page.focus(id('C1'));
	await paste(page, '2.900\n1.130,5\n');
	assert.equal(await page.inputValue(id('C1')), '2.900');
	assert.equal(await page.inputValue(id('C2')), '1.130,5');
	assert.equal(await page.textContent(id('C0')), '4.030,5');
	await paste(page, 'A2\tTrong đó: nữ\t211\nD2\tPhần mềm\tKhông dùng\n');
	assert.equal(await page.inputValue(id('A2')), '211');
	assert.equal(await page.inputValue(id('D2')), 'none');
	await page.click('#pasted button');
	assert.equal(await page.inputValue(id('A2')), '210');
	assert.equal(await page.inputValue(id('D2')), '');
	await page.focus(id('D3'));
	await page.keyboard.type('Thiếu nước tưới,');
	await page.keyboard.press('Enter');
	await page.keyboard.type('giá giảm');
	assert.equal(await page.inputValue(id('D3')), 'Thiếu nước tưới,\ngiá giảm', 'Enter is a new line in a text');
	assert.equal(await page.textContent('[id="n-D3"]'), '5');
	await saved(page);

	for (const [asked, answered] of await Promise.all(sizes)) {
		assert(asked < 2048, 'what is sent to save is small');
		assert(answered < 2048, 'and so is the answer');
	}
	assert(sizes.length > 1);

	// All of it is there again.
	await page.reload();
	assert.equal(await page.inputValue(id('C2')), '1.130,5');
	assert.equal(await page.inputValue('[name^="w."]'), 'Thu hoạch vụ hè thu sớm');
	await page.emulateMedia({ media: 'print' });
	await page.screenshot({ path: join(process.env.TIERWORK_PICTURES ?? 'build/pictures', 'entry-print.png'), fullPage: true });
	await page.emulateMedia({ media: 'screen' });

	// Handed in with Enter on the one filled button.
	await page.focus('#note');
	await page.keyboard.press('Control+Enter');
	assert.equal(await page.evaluate(() => document.activeElement.value), 'submit');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/check/SX-04-01*done=submit');
	assert.match(await page.textContent('[role=status]'), /Đã nộp/);
	await check(page, 'check-reporter');

	// The checker sends it back with a reason beside an indicator, on a phone, in English.
	const other = await open({ width: 390, dark: true, lang: 'en' });
	await signIn(other, 'thuky');
	await other.goto('/settings');
	await other.selectOption('select[name=lang]', 'en');
	await other.click('form[action="/settings/language"] button');
	await other.waitForURL('**/settings?done=language');
	await other.goto(RETURN.replace('entry', 'check'));
	await check(other, 'check-phone');
	await other.fill('[name="r.B2"]', 'Count them again.');
	await other.click('button[value="send-back"]');
	await other.waitForURL('**done=send-back');
	await page.goto(RETURN);
	assert.match(await page.textContent('.note.soon'), /B2: Count them again\./);
	await page.click('.note.soon a');
	await page.fill(id('B2'), '60');
	await saved(page);
	await page.click('button[value="submit"]');
	await page.waitForURL('**/check/SX-04-01*done=submit');
	await other.goto(RETURN.replace('entry', 'check'));
	await other.click('button[value="accept"]');
	await other.waitForURL('**done=accept');
	await check(other, 'check-accepted');

	// Without script, on a small phone: the same form, saved and sent by its buttons.
	const mute = await open({ width: 320, script: false });
	await signIn(mute, 'cualap');
	await mute.goto('/entry/SX-04-04?form=Q-01&period=2026-Q2');
	await mute.fill(id('A1.u30'), '10');
	await mute.fill(id('A1.o30'), '20x');
	await mute.click('button[value="draft"]');
	await check(mute, 'entry-mute');
	assert.equal(await mute.inputValue(id('A1.o30')), '20x', 'what was typed stands as it was typed');
	await mute.fill(id('A1.o30'), '20');
	await mute.fill(id('A2'), '31');
	await mute.click('button[value="submit"]');
	assert.match(await mute.textContent('#todo'), /2 chỗ phải sửa/);
	await check(mute, 'entry-mute-todo');
	await mute.fill(id('A2'), '9');
	await mute.fill(id('C1'), '7,5');
	await mute.click('button[value="submit"]');
	await mute.waitForURL('**/check/SX-04-04*');

	// As small and as dark as it gets, in English; and all that waits for the checker.
	const tiny = await open({ width: 320, dark: true, lang: 'en' });
	await signIn(tiny, 'thuky');
	await tiny.goto('/entry/SX-01-01?form=Q-01&period=2026-Q2');
	await tiny.fill(id('A1.u30'), '1,20');
	await tiny.fill(id('A2'), '31');
	assert.match(await tiny.textContent('.says'), /This is no number/);
	await check(tiny, 'entry-320');
	await tiny.goto('/review');
	await check(tiny, 'review-320');
	await other.goto('/review');
	await check(other, 'review-phone');
	await page.setViewportSize({ width: 1280, height: 900 });

	// A form of fifty indicators is a page below 60 kB.
	const big = await page.request.get('/entry/SX-04-01?form=BIG&period=2026-Q2');
	assert((await big.body()).length < 60_000, `${(await big.body()).length} bytes`);
	await page.goto('/entry/SX-04-01?form=BIG&period=2026-Q2');
	await page.focus(id('X1'));
	await paste(page, Array.from({ length: 50 }, (_, i) => 100 - i).join('\n'));
	await saved(page);
	await check(page, 'entry-large');
}, { setUp: [...setUpQuarter, ['form', 'import', file(LARGE)]], now: '2026-07-09T03:00:00Z' });
