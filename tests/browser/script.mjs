// script.mjs - the scripts of a page without a page: numbers as base/decimal.c reads them, and what is kept of typing while the line is down.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dir = mkdtempSync(join(tmpdir(), 'tierwork-script-'));

cpSync(new URL('../../src/web/static/', import.meta.url), dir, { recursive: true });
writeFileSync(join(dir, 'package.json'), '{"type": "module"}');
const cell = await import(join(dir, 'cell.js'));
const { Keep } = await import(join(dir, 'keep.js'));
rmSync(dir, { recursive: true });
const plain = (v) => JSON.parse(JSON.stringify(v, (_, x) => (typeof x === 'bigint' ? `${x}` : x)));

// ---- numbers ----

for (const [typed, scale, lang, n] of [
	['1.120', 0, 'vi', 1120n], ['1120', 0, 'vi', 1120n], ['1,120', 0, 'en', 1120n], ['1.234.567,8', 1, 'vi', 12345678n],
	['3,5', 2, 'vi', 350n], [' 7 ', 0, 'vi', 7n], ['-7', 0, 'vi', -7n], ['\u22127', 0, 'en', -7n], ['0', 0, 'vi', 0n],
	['9223372036854775807', 0, 'vi', 9223372036854775807n], ['-9223372036854775808', 0, 'vi', -9223372036854775808n],
]) {
	assert.equal(cell.read(typed, scale, lang).n, n, typed);
}
for (const [typed, scale, lang, why] of [
	['1.12', 0, 'vi', 'syntax'], ['0.120', 3, 'vi', 'syntax'], ['1,120', 0, 'vi', 'decimals'], ['1.120', 2, 'en', 'decimals'],
	['=A1', 0, 'vi', 'syntax'], ['-', 0, 'vi', 'syntax'], ['1 000', 0, 'vi', 'syntax'], ['1,', 1, 'vi', 'syntax'],
	['1e3', 0, 'en', 'syntax'], ['9223372036854775808', 0, 'vi', 'range'],
]) {
	assert.deepEqual(plain(cell.read(typed, scale, lang)), { why }, typed);
}
assert.deepEqual(plain(cell.read('  ', 0, 'vi')), {});
assert.equal(cell.show(12345678n, 1, 'vi'), '1.234.567,8');
assert.equal(cell.show(-5n, 2, 'en'), '\u22120.05');
assert.equal(cell.show(0n, 0, 'vi'), '0');
assert.equal(cell.plain(-5n, 2), '-0.05');
assert.equal(cell.plain(1234n, 0), '1234');
assert.equal(cell.change(418n, 409n, 0, 'vi'), '+9 (+2,2%)');
assert.equal(cell.change(3985n, 4210n, 0, 'vi'), '\u2212225 (\u22125,3%)');
assert.equal(cell.change(5n, 0n, 0, 'en'), '+5');
assert.equal(cell.change(5n, 5n, 0, 'en'), '0');
assert.equal(cell.divide(1n, 8n, 2), 12n, 'half to even');
assert.equal(cell.divide(3n, 8n, 2), 38n);
assert.equal(cell.words('Một hai,\n ba - bốn  '), 4);

// ---- the clipboard ----

assert.deepEqual(plain(cell.block('1\t2\r\n3\t4\r\n')), [['1', '2'], ['3', '4']]);
assert.deepEqual(plain(cell.block('"a\n""b"""\t2\n\n4')), [['a\n"b"', '2'], [''], ['4']]);
assert.deepEqual(plain(cell.block('7')), [['7']]);
const known = (c) => ['A1', 'A2'].includes(c);
assert.deepEqual(plain(cell.columns([['A1', 'Thành viên', '5'], ['A2', 'Nữ', '6']], known)), { code: 0, value: 2 });
assert.deepEqual(plain(cell.columns([['5', '6'], ['7', '8']], known)), { code: -1, value: 0 });

// ---- what is kept ----

function shelf() {
	const m = new Map();
	return { m, getItem: (k) => m.get(k) ?? null, setItem: (k, v) => m.set(k, v), removeItem: (k) => m.delete(k) };
}

// A browser's page against a server that answers as told.
function page(store, answers, { key = 'entry lan U F P', rev = 0, version = 0 } = {}) {
	const sent = [], timers = [];
	const send = async (base, cells) => {
		sent.push(plain({ rev: base, cells }));
		const answer = answers.shift();
		if (!answer)
			throw new Error('no line');
		return { status: 200, body: { rev: base + 1, conflicts: [], at: '2026-11-22T01:00:00Z' }, ...answer };
	};
	const keep = new Keep({
		store, key, rev, version, send, later: (fn, ms) => timers.push({ fn, ms }), clear: () => { timers.length = 0; },
		changed: () => {},
	});
	return { keep, sent, timers };
}

{ // saved: only what changed goes, with the state it started from
	const store = shelf(), { keep, sent, timers } = page(store, [{}, {}], { rev: 4 });
	keep.set('c.A1', '5');
	keep.set('c.A1', '52');
	assert.equal(keep.state, 'unsaved');
	assert(timers[0].ms <= 1000);
	await keep.flush();
	keep.set('c.A2', '7');
	await keep.flush();
	assert.equal(keep.state, 'saved');
	assert.deepEqual(sent, [
		{ rev: 4, cells: [{ name: 'c.A1', value: '52' }] }, { rev: 5, cells: [{ name: 'c.A2', value: '7' }] }]);
	assert.equal(keep.unsent(), 0);
}
{ // no line: kept through the end of the page, tried again ever more rarely, sent when it is back
	const store = shelf(), first = page(store, []);
	first.keep.set('c.A1', '5');
	first.keep.set('note', 'xin chào');
	await first.keep.flush();
	const [{ ms }] = first.timers;
	await first.keep.flush();
	assert(first.timers[0].ms > ms);
	assert.equal(first.keep.state, 'offline');
	const other = page(store, [], { key: 'entry minh U F P' });
	assert.deepEqual(plain(other.keep.restore()), {}, 'another account sees nothing of it');
	const second = page(store, [{}]);
	assert.deepEqual(plain(second.keep.restore()), { 'c.A1': '5', note: 'xin chào' });
	await second.keep.flush();
	assert.equal(second.sent[0].cells.length, 2);
	assert.deepEqual(plain(page(store, [], { rev: 1 }).keep.restore()), {}, 'nothing is left to send');
	assert.equal(store.m.size, 0);
}
{ // the page comes from the browser's own store: what was saved since is shown as well
	const store = shelf(), first = page(store, [{}]);
	first.keep.set('c.A1', '5');
	await first.keep.flush();
	first.keep.set('c.A2', '6');
	const second = page(store, []);
	assert.deepEqual(plain(second.keep.restore()), { 'c.A1': '5', 'c.A2': '6' });
	assert.equal(second.keep.unsent(), 1);
	assert.equal(second.keep.rev, 1);
}
{ // something was handed in since: what waits is held against all that is there
	const store = shelf(), first = page(store, [], { rev: 3, version: 1 });
	first.keep.set('c.A1', '5');
	const second = page(store, [{}], { rev: 1, version: 2 });
	second.keep.restore();
	await second.keep.flush();
	assert.equal(second.sent[0].rev, 0);
}
{ // a conflict waits for the person, and nothing else does
	const store = shelf(), clash = { as: 'cell', code: 'A1', mine: '5', theirs: '6', by: 'lan', at: '2026-11-22T01:00:00Z' };
	const { keep, sent } = page(store, [{ body: { rev: 9, conflicts: [clash] } }, {}, {}]);
	keep.set('c.A1', '5');
	await keep.flush();
	assert.equal(keep.state, 'conflict');
	keep.set('c.A2', '7');
	await keep.flush();
	assert.deepEqual(sent[1].cells.map((c) => c.name), ['c.A2']);
	assert.equal(keep.unsent(), 1);
	keep.settle('c.A1', true);
	await keep.flush();
	assert.deepEqual(sent[2], { rev: 10, cells: [{ name: 'c.A1', value: '5' }] });
	assert.equal(keep.state, 'saved');
}
{ // the session is over: kept and tried again; refused: kept and said
	const store = shelf(), { keep } = page(store, [{ status: 401, body: {} }, { status: 409, body: { why: 'HTX An đã thôi hoạt động.' } }]);
	keep.set('c.A1', '5');
	await keep.flush();
	assert.equal(keep.state, 'signin');
	await keep.flush();
	assert.equal(keep.state, 'refused');
	assert.match(keep.why, /thôi hoạt động/);
	assert.equal(JSON.parse(store.m.get('entry lan U F P')).cells['c.A1'][1], 1);
}
console.log('ok script');
