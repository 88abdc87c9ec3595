// entry.js - the page of entry: adds up, compares and judges as one types, and saves each cell. Without it the page
// is a plain form; nothing here knows a rule that the server does not know.
import * as cell from './cell.js';
import { el, mark } from './dom.js';
import { grid } from './grid.js';
import { Keep } from './keep.js';
import { check } from './rules.js';

const form = document.getElementById('entry');
const { lang } = document.documentElement;
const words = document.getElementById('words').dataset;
const rules = JSON.parse(form.dataset.rules);
const status = document.getElementById('state');
const say = (key, ...with_) => words[key].replace(/%(\d)/g, (_, i) => with_[i - 1]);
const byCode = (code) => document.getElementById(`c-${code}`);
const row = (field) => field.closest('tr');
const scale = (field) => Number(field.dataset.s ?? 0);
const cells = [...form.querySelectorAll('[id^="c-"]')]; // in the order of the page, outputs among them
const inputs = cells.filter((f) => f.name?.startsWith('c.'));
const typed = [...form.querySelectorAll('[name^="c."], [name^="w."], [name="note"]')];

// ---- values ----

// {n, why} of one cell; without n there is none.
function value(field) {
	if (field.tagName === 'OUTPUT')
		return total(field);
	if (field.tagName === 'TEXTAREA')
		return field.value.trim() ? { n: BigInt(cell.words(field.value)) } : {};
	if (field.tagName === 'SELECT')
		return field.value ? { n: field.dataset.choice ? 1n : BigInt(field.value) } : {};
	const read = cell.read(field.value, scale(field), lang);
	return read.n < 0n && field.dataset.least ? { why: 'negative' } : read;
}

function total(field) {
	const { sum, ratio } = field.dataset;
	if (ratio)
		return quotient(field, ...ratio.split(' ').map(byCode));
	const parts = sum.split(' ').map((c) => value(byCode(c)).n).filter((n) => n !== undefined);
	return parts.length ? { n: parts.reduce((a, b) => a + b) } : {};
}

function quotient(field, a, b) {
	const x = a && value(a).n, y = b && value(b).n;
	if (x === undefined || !y)
		return {};
	const more = scale(field) + scale(b) - scale(a);
	return { n: more < 0 ? cell.divide(x, y * 10n ** BigInt(-more), 0) : cell.divide(x, y, more) };
}

const now = (field) => value(field).n;

// What the page shows of the period before.
function last(field) {
	const shown = row(field).querySelector('.was')?.textContent.trim();
	if (field.tagName !== 'SELECT')
		return shown ? cell.read(shown, scale(field), lang).n : undefined;
	const was = [...field.options].find((o) => o.value && o.text === shown);
	return was && BigInt(field.dataset.choice ? 1 : was.value);
}

// As rules.js wants them, by code.
function values(of) {
	const all = Object.create(null);
	for (const field of cells) {
		const n = of(field);
		if (n !== undefined)
			all[field.id.slice(2)] = cell.plain(n, scale(field));
		if (field.dataset.choice && of === now && field.value)
			for (const o of field.options)
				if (o.value)
					all[`${field.id.slice(2)}.${o.value}`] = o.selected ? '1' : '0';
	}
	return all;
}

// ---- what stands beside ----

function beside(field) {
	const { n } = value(field), then = last(field), to = row(field).querySelector('.change');
	if (to && field.tagName !== 'SELECT')
		to.textContent = n === undefined || then === undefined ? ''
			: cell.change(n, then, scale(field), lang, Boolean(field.dataset.ratio));
	field.toggleAttribute('data-v', Boolean(field.value));
	if (field.tagName === 'TEXTAREA')
		document.getElementById(`n-${field.id.slice(2)}`).textContent = cell.words(field.value);
	if (field.tagName !== 'OUTPUT')
		return;
	const empty = (field.dataset.sum ?? '').split(' ').filter((c) => c && value(byCode(c)).n === undefined);
	field.textContent = n === undefined ? '' : cell.show(n, scale(field), lang);
	const note = row(field).querySelector('.without');
	if (note)
		note.textContent = n !== undefined && empty.length ? say('without', empty.join(', ')) : '';
}

// ---- what is wrong ----

const messages = new Map(); // key: {tr, field}
const whys = new Map(typed.filter((f) => f.name.startsWith('w.')).map((f) => [f.name, f]));

function message(key, field, state, icon, label, text, extra) {
	const old = messages.get(key);
	if (old && old.text === text && old.field === field)
		return;
	old?.tr.remove();
	const p = el('p', { id: `m-${key}` }, mark(state, icon, label), ` ${text}`);
	const tr = el('tr', { class: 'says' }, el('td', {}), el('td', { colspan: '4' }, p, ...(extra ?? [])));
	row(field).classList.add('ask');
	row(field).after(tr);
	messages.set(key, { tr, field, text, wrong: state === 'late' });
}

function unsay(key) {
	const m = messages.get(key);
	if (!m)
		return;
	m.tr.remove();
	messages.delete(key);
	if (!row(m.field).nextElementSibling?.matches('.says'))
		row(m.field).classList.remove('ask');
}

function why(rule, text) {
	const name = `w.${rule}`;
	if (!whys.has(name)) {
		const input = el('input', { name, id: `w-${rule}`, maxlength: '2000' });
		whys.set(name, input);
		typed.push(input);
		listen(input);
	}
	const input = whys.get(name);
	input.setAttribute('aria-label', `${words.reason}: ${text}`);
	input.type = 'text';
	return input;
}

function judge() {
	const seen = new Set();
	for (const field of inputs) {
		const { why: fault } = value(field), key = field.id.slice(2);
		if (fault && field !== document.activeElement) {
			message(key, field, 'late', 'late', words.mend, say(fault, scale(field)));
			seen.add(key);
		} else if (fault && messages.has(key)) {
			seen.add(key);
		}
	}
	for (const f of check(rules, values(now), values(last), lang)) {
		const field = byCode(f.fields[0]), key = `rule-${f.rule}`;
		if (!field || f.result !== false)
			continue;
		seen.add(key);
		if (f.level === 'error')
			message(key, field, 'late', 'late', words.mend, f.say);
		else
			message(key, field, 'soon', 'ask', words.explain, `${f.say} ${words.ifso}`, [why(f.rule, f.say)]);
	}
	[...messages.keys()].filter((k) => !seen.has(k)).forEach(unsay);
	inputs.forEach(describe);
}

// What is said below a cell belongs to it.
function describe(field) {
	const own = [...messages].filter(([, m]) => m.field === field);
	const ids = [...own.map(([k]) => `m-${k}`), field.dataset.says].filter(Boolean).join(' ');
	const set = (name, text) => (text ? field.setAttribute(name, text) : field.removeAttribute(name));
	set('aria-describedby', ids);
	set('aria-invalid', own.some(([, m]) => m.wrong) ? 'true' : '');
}

// ---- the line ----

// Where the browser keeps nothing, the page does.
function shelf() {
	try {
		localStorage.setItem('try', '');
		localStorage.removeItem('try');
		return localStorage;
	} catch {
		const m = new Map();
		return { getItem: (k) => m.get(k) ?? null, setItem: (k, v) => m.set(k, v), removeItem: (k) => m.delete(k) };
	}
}

const { who } = document.body.dataset;
const address = `/api/entry/${form.dataset.unit}/draft?form=${form.dataset.form}&period=${form.dataset.period}`;
let csrf = form.elements.csrf.value;

async function ask(url, options) {
	const answer = await fetch(url, { credentials: 'same-origin', ...options });
	return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

// Signed in again in another tab: the token is another one, and the person must be the same.
async function again() {
	const { status: found, body } = await ask('/api/session');
	if (found !== 200 || body.login !== who)
		return false;
	({ csrf } = body);
	document.querySelectorAll('[name=csrf]').forEach((f) => { f.value = csrf; });
	return true;
}

async function send(rev, list, repeated) {
	const body = JSON.stringify({ rev, numbers: lang, cells: list.map((c) => ({ ...Keep.split(c.name), value: c.value })) });
	const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf };
	const answer = await ask(address, { method: 'POST', headers, body, keepalive: body.length < 30000 });
	if ((answer.status !== 401 && answer.status !== 403) || repeated)
		return answer;
	return await again() ? send(rev, list, true) : { ...answer, status: answer.body.field === 'csrf' ? 401 : answer.status };
}

const keep = new Keep({
	store: shelf(), key: `entry ${who} ${form.dataset.unit} ${form.dataset.form} ${form.dataset.period}`,
	rev: Number(form.dataset.rev), version: Number(form.dataset.version), send,
	later: (fn, ms) => setTimeout(fn, ms), clear: (t) => clearTimeout(t), changed: show,
});

const clock = (d) => d.toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });

function counts() {
	const filled = inputs.filter((f) => f.value.trim()).length;
	const wrong = [...messages.values()].filter((m) => m.wrong).length;
	const open = [...messages.values()].filter((m) => !m.wrong && !m.tr.querySelector('input').value.trim()).length;
	return [say('filled', filled, inputs.length), wrong && say('wrong', wrong), open && say('open', open)]
		.filter(Boolean).join(' · ');
}

function show() {
	const held = keep.unsent(), { state } = keep;
	const what = {
		saved: ['accepted', 'accepted', keep.at ? say('saved', clock(new Date(keep.at))) : words.asis],
		unsaved: ['delivered', 'delivered', words.unsaved],
		offline: ['late', 'offline', say('offline', clock(keep.since ?? new Date()))],
		signin: ['late', 'late', words.signedout],
		conflict: ['soon', 'ask', words.differs],
		refused: ['late', 'late', say('refused', keep.why)],
	}[state];
	const rest = held && state !== 'unsaved' ? say('held', held) : counts();
	const key = what.join() + rest + keep.full;
	form.elements.rev.value = keep.rev;
	document.getElementById('away').hidden = state !== 'offline';
	document.getElementById('signin').hidden = state !== 'signin';
	document.getElementById('full').hidden = !keep.full;
	if (keep.handed) {
		document.getElementById('handed').hidden = false;
		document.querySelector('#handed p').textContent = say('handed', keep.handed.by, keep.handed.version);
	}
	Object.keys(keep.conflicts).forEach(conflict);
	// That each cell is saved is seen, not read out.
	status.setAttribute('aria-live', state === 'saved' || state === 'unsaved' ? 'off' : 'polite');
	if (status.dataset.key !== key)
		status.replaceChildren(mark(...what), ' ', el('span', { class: 'meta' }, `· ${rest}`));
	status.dataset.key = key;
}

// Mine and theirs side by side, and the choice.
function conflict(name) {
	const field = form.elements[name], c = keep.conflicts[name];
	const id = `both-${name}`; // of the whole, to be taken away
	if (!field || document.getElementById(id))
		return;
	const choice = (label, text, mine) => {
		const b = el('button', { type: 'button', class: 'act' }, label);
		b.addEventListener('click', () => {
			document.getElementById(id).remove();
			put(field, mine ? c.mine : c.theirs, false);
			keep.settle(name, mine);
			update();
			field.focus();
		});
		return el('div', {}, el('p', {}, text), b);
	};
	const both = el('div', { class: 'pair both', role: 'group', 'aria-label': words.differs },
		choice(words.mine, say('mineis', c.mine || '–'), true),
		choice(words.theirs, say('theirsis', c.by, clock(new Date(c.at)), c.theirs || '–'), false));
	if (row(field))
		row(field).after(el('tr', { class: 'says', id }, el('td', {}), el('td', { colspan: '4' }, both)));
	else
		field.after(el('div', { id }, both));
}

// ---- typing ----

function put(field, text, save = true) {
	if (field.value === text)
		return;
	field.value = text;
	if (save)
		keep.set(field.name, field.value);
}

function update() {
	cells.forEach(beside);
	judge();
	show();
}

function listen(field) {
	field.addEventListener('input', () => {
		keep.set(field.name, field.value);
		update();
	});
	field.addEventListener('change', update);
	field.addEventListener('blur', update);
}

// ---- begin ----

form.querySelectorAll('.says.live').forEach((tr) => tr.remove()); // said anew; reasons are in whys
for (const field of inputs)
	for (let tr = row(field).nextElementSibling; tr?.matches('.says'); tr = tr.nextElementSibling)
		field.dataset.says = `${field.dataset.says ?? ''} ${tr.querySelector('p').id}`.trim();
for (const [name, text] of Object.entries(keep.restore())) {
	const field = form.elements[name] ?? (name[0] === 'w' ? why(name.slice(2), '') : null);
	if (field)
		put(field, text, false);
}
typed.forEach(listen);
grid({ form, cells, put, done: update, words });
window.addEventListener('online', () => keep.line(true));
window.addEventListener('offline', () => keep.line(false));
window.addEventListener('focus', () => keep.state === 'signin' && keep.flush());
window.addEventListener('pagehide', () => keep.flush());

// First all of it becomes the draft; what is not saved is not submitted.
form.addEventListener('submit', async (event) => {
	const what = event.submitter?.value;
	event.preventDefault();
	if (!await keep.all() || what !== 'submit') {
		status.focus();
		return;
	}
	form.append(el('input', { type: 'hidden', name: 'do', value: what }));
	for (const input of whys.values())
		if (!input.isConnected)
			form.append(Object.assign(input, { hidden: true }));
	form.submit();
});
const print = document.getElementById('print');
print.hidden = false;
print.addEventListener('click', (event) => {
	event.preventDefault();
	window.print();
});
update();

if ('serviceWorker' in navigator)
	navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then((r) => {
		const loaded = performance.getEntriesByType('resource').map((e) => e.name.split('#')[0]);
		r.active.postMessage([location.href.split('#')[0], ...new Set(loaded)]);
	}, () => { /* not over plain http: then a reload needs the line */ });
