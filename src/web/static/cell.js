// cell.js - numbers and words as people type them, what base/decimal.c and returns/cell.c do, exactly; and what a
// spreadsheet puts on the clipboard. Whole numbers scaled by their decimals, as BigInt: nothing is ever a float.
import { grouped, rounded } from './rules.js';

const NUMBER = {
	vi: /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/,
	en: /^(\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/,
};
const MOST = 2n ** 63n;

// {n} of what was typed, {} of nothing, {why} of what is no number: 'syntax', 'decimals' or 'range'.
export function read(text, scale, lang) {
	const s = text.trim().replace(/^[-\u2212]/, '');
	const minus = s.length < text.trim().length;
	if (s === '')
		return minus ? { why: 'syntax' } : {};
	const [, whole, decimals = ''] = NUMBER[lang].exec(s) ?? [];
	if (!whole)
		return { why: 'syntax' };
	if (decimals.length > scale)
		return { why: 'decimals' };
	const n = BigInt(whole.replace(/\D/g, '') + decimals.padEnd(scale, '0'));
	if (n >= MOST + (minus ? 1n : 0n))
		return { why: 'range' };
	return { n: minus ? -n : n };
}

// "1.234,5"
export const show = grouped;

// "1234.5", as rules.js wants it.
export function plain(n, scale) {
	const s = (n < 0n ? -n : n).toString().padStart(scale + 1, '0');
	return (n < 0n ? '-' : '') + s.slice(0, s.length - scale) + (scale ? `.${s.slice(-scale)}` : '');
}

// num / den at `scale` decimals, half to even; den is not 0.
export const divide = (num, den, scale) => (den < 0n ? rounded(-num, -den, scale) : rounded(num, den, scale));

const signed = (n, scale, lang) => (n > 0n ? '+' : '') + grouped(n, scale, lang);

// "+470 (+2,6%)"; without the share of a ratio, of nothing before, or of no change.
export function change(now, then, scale, lang, ratio) {
	const more = now - then;
	if (then <= 0n || more === 0n || ratio)
		return signed(more, scale, lang);
	return `${signed(more, scale, lang)} (${signed(divide(more * 100n, then, 1), 1, lang)}%)`;
}

// Pieces between blanks that have a letter or a digit.
export const words = (text) => text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;

// Rows of cells; those with a line end or a tab stand in quotes.
export function block(text) {
	const rows = [[]];
	const next = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/y;
	while (next.lastIndex < text.length) {
		const [, quoted, bare, end] = next.exec(text);
		rows[rows.length - 1].push((quoted === undefined ? bare : quoted.replace(/""/g, '"')).trim());
		if (end !== '\t' && next.lastIndex < text.length)
			rows.push([]);
	}
	return rows;
}

// The column of values to take from a block, and that of codes beside it; -1: there is none.
export function columns(rows, known) {
	const wide = Math.max(...rows.map((r) => r.length));
	let code = -1;
	for (let i = 0; i < wide && code < 0 && wide > 1; i++)
		if (rows.filter((r) => known(r[i])).length * 2 > rows.length)
			code = i;
	return { code, value: code < 0 ? 0 : code === wide - 1 ? wide - 2 : wide - 1 };
}
