// grid.js - a form moves as a spreadsheet does: Enter and the arrows go from cell to cell, and what a spreadsheet puts
// on the clipboard fills cells.
import { block, columns } from './cell.js';
import { el } from './dom.js';

const FIELDS = '[name^="c."], [name^="w."], [name="note"]';

// What the keys mean within a text or a choice, they go on meaning there.
function move(form, event) {
	const field = event.target, text = field.tagName === 'TEXTAREA';
	const enter = event.key === 'Enter' && (!text || event.ctrlKey);
	const arrow = field.tagName === 'INPUT' && (event.key === 'ArrowDown' || event.key === 'ArrowUp');
	if (!field.matches(FIELDS) || event.isComposing || event.altKey || !(enter || arrow))
		return;
	const order = [...form.querySelectorAll(FIELDS)].filter((f) => !f.hidden);
	const to = order.indexOf(field) + (event.key === 'ArrowUp' || (enter && event.shiftKey) ? -1 : 1);
	event.preventDefault();
	if (to === order.length && enter)
		form.querySelector('.savebar button:not(.act)').focus();
	order[to]?.focus();
	order[to]?.select?.();
}

// What a pasted text is in a cell: of a choice the item of that code or title; null: nothing.
function meant(field, text) {
	if (field.tagName !== 'SELECT')
		return text;
	const low = text.toLowerCase();
	return [...field.options].find((o) => [o.value, o.text].some((s) => s.toLowerCase() === low))?.value ?? null;
}

// Which cell gets which text: by codes where the block has them, else from `at` on, row by row as they stand on the
// page, outputs among them; a single row goes on from cell to cell.
function spread(rows, cells, at) {
	const byCode = new Map(cells.map((f) => [f.id.slice(2), f]));
	const { code, value } = columns(rows, (c) => byCode.has(c));
	if (code >= 0)
		return rows.filter((r) => r[value]).map((r) => [byCode.get(r[code]), r[value]]);
	return (rows.length === 1 ? rows[0] : rows.map((r) => r[0])).map((text, i) => [cells[at + i], text]);
}

// cells: all of the form in its order; put(field, text): as if typed; done(): after many.
export function grid({ form, cells, put, done, words }) {
	const pasted = document.getElementById('pasted');

	function undo(old, field) {
		old.forEach(([f, text]) => put(f, text));
		pasted.replaceChildren();
		done();
		field.focus();
	}

	function paste(event) {
		const rows = block(event.clipboardData.getData('text/plain')), at = cells.indexOf(event.target), old = [];
		if (at < 0 || event.target.tagName === 'TEXTAREA' || (rows.length < 2 && rows[0].length < 2))
			return;
		event.preventDefault();
		for (const [field, text] of spread(rows, cells, at)) {
			const fits = field?.name ? meant(field, text) : null;
			if (fits === null)
				continue;
			old.push([field, field.value]);
			put(field, fits);
		}
		done();
		const button = el('button', { type: 'button', class: 'act' }, words.undo);
		button.addEventListener('click', () => undo(old, event.target));
		pasted.replaceChildren(words.pasted.replace('%1', old.length), ' ', button);
	}

	form.addEventListener('keydown', (event) => move(form, event));
	form.addEventListener('paste', paste);
}
