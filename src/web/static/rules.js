// rules.js - rules across indicators, judged as one types, exactly as the
// server does it (src/returns/expr_eval.c; both are held to the same cases).
//
// A number is a fraction [num, den] of BigInts in lowest terms; null is what
// is not known, LARGE what does not fit in 128 bits.
const LARGE = "too large";
const LIMIT = 1n << 127n;
const DASH = "\u2013", MINUS = "\u2212";

const wide = (x) => x >= -LIMIT && x < LIMIT;
const size = (x) => (x < 0n ? -x : x);

function gcd(a, b) {
	for (a = size(a), b = size(b); b; )
		[a, b] = [b, a % b];
	return a;
}

function fraction(num, den) {
	if (size(num) >= LIMIT || den >= LIMIT)
		return LARGE;
	const g = gcd(num, den);
	return [num / g, den / g];
}

function add([a, b], [c, d]) {
	const g = gcd(b, d), x = a * (d / g), y = c * (b / g), den = (b / g) * d;
	return [x, y, x + y, den].every(wide) ? fraction(x + y, den) : LARGE;
}

function multiply([a, b], [c, d]) {
	const g = gcd(a, d), h = gcd(c, b);
	return fraction((a / g) * (c / h), (b / h) * (d / g));
}

const negative = ([a, b]) => [-a, b];

function divide(a, [c, d]) {
	if (c === 0n)
		return null;
	return multiply(a, c < 0n ? [-d, -c] : [d, c]);
}

// From nothing to nothing is no change; to something it has no measure.
function change(now, last) {
	if (last[0] === 0n)
		return now[0] === 0n ? [0n, 1n] : null;
	const by = add(now, negative(last));
	return by === LARGE ? by : divide(by, [size(last[0]), last[1]]);
}

function compare([a, b], [c, d]) {
	const left = a * d, right = c * b;
	return left < right ? -1 : left > right ? 1 : 0;
}

// These need all they take; how many that is, is how many they name.
const strict = {
	neg: (a) => negative(a),
	"+": (a, b) => add(a, b),
	"-": (a, b) => add(a, negative(b)),
	"*": (a, b) => multiply(a, b),
	"/": (a, b) => divide(a, b),
	change: (a, b) => change(a, b),
	"=": (a, b) => compare(a, b) === 0,
	"!=": (a, b) => compare(a, b) !== 0,
	"<": (a, b) => compare(a, b) < 0,
	"<=": (a, b) => compare(a, b) <= 0,
	">": (a, b) => compare(a, b) > 0,
	">=": (a, b) => compare(a, b) >= 0,
	within: (a, b) => compare(a, b) <= 0 && compare(a, negative(b)) >= 0,
	between: (a, b, c) => compare(a, b) >= 0 && compare(a, c) <= 0,
};

const worse = (a, b) => (a === LARGE || b === LARGE ? LARGE : null);
const known = (a) => a === true || a === false;

const logic = {
	not: (a) => (known(a) ? !a : a),
	and: (a, b) => (a === false || b === false ? false : known(a) && known(b) ? true : worse(a, b)),
	or: (a, b) => (a === true || b === true ? true : known(a) && known(b) ? false : worse(a, b)),
};

// These take what is given of many.
const many = {
	sum: add,
	min: (a, b) => (compare(b, a) < 0 ? b : a),
	max: (a, b) => (compare(b, a) > 0 ? b : a),
};

function gather(op, of) {
	let all = null;
	for (const one of of) {
		if (one === LARGE || all === LARGE)
			return LARGE;
		if (one !== null)
			all = all === null ? one : many[op](all, one);
	}
	return all;
}

// "1234.50" as it is sent to the server; anything else is not known.
function decimal(text) {
	const m = /^(-?\d+)(?:\.(\d+))?$/.exec(text ?? "");
	return m && fraction(BigInt(m[1] + (m[2] ?? "")), 10n ** BigInt(m[2]?.length ?? 0));
}

function apply(op, of) {
	if (op in many)
		return gather(op, of);
	if (op in logic)
		return logic[op](...of);
	if (of.includes(LARGE))
		return LARGE;
	return of.includes(null) ? null : strict[op](...of);
}

// What steps give: a fraction, true, false, null or LARGE.
export function evaluate(steps, values, last) {
	const stack = [];
	for (const step of steps) {
		const name = step.slice(1);
		if (step[0] === "$")
			stack.push(decimal(values[name]));
		else if (step[0] === "@")
			stack.push(decimal(last?.[name]));
		else if (step[0] === "?")
			stack.push((values[name] ?? "") !== "");
		else if (step[0] === "#")
			stack.push(decimal(name));
		else {
			const [op, n = (strict[op] ?? logic[op])?.length] = step.split(" ");
			stack.push(apply(op, stack.splice(stack.length - n)));
		}
	}
	return stack[0];
}

// num / den * 10^scale, halves to the even neighbour.
export function rounded(num, den, scale) {
	const n = size(num) * 10n ** BigInt(scale);
	let q = n / den;
	const twice = (n % den) * 2n;
	if (twice > den || (twice === den && q % 2n))
		q++;
	return num < 0n ? -q : q;
}

export function grouped(v, scale, lang) {
	const [group, point] = lang === "vi" ? [".", ","] : [",", "."];
	const s = size(v).toString().padStart(scale + 1, "0"), cut = s.length - scale;
	const whole = s.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, group);
	return (v < 0n ? MINUS : "") + whole + (scale ? point + s.slice(cut) : "");
}

// A number as people read it; a change as "+12,5%".
export function show(steps, values, last, lang) {
	const f = evaluate(steps, values, last), percent = steps.at(-1) === "change";
	if (f === null || f === LARGE)
		return DASH;
	let scale = 0;
	while (scale <= 9 && 10n ** BigInt(scale) % f[1])
		scale++;
	scale = percent ? 1 : scale > 9 ? 2 : scale;
	const v = rounded(...f, percent ? 3 : scale);
	if (!wide(v))
		return DASH;
	return (percent && v > 0n ? "+" : "") + grouped(v, scale, lang) + (percent ? "%" : "");
}

// Judges all rules of the page (form_rules_view() made them). `values` and
// `last` have, by code, numbers as "1234.5"; "" or nothing is not given.
// Each gives {rule, level, fields, result, say}: result false is a finding,
// with what to say of it; true, null and LARGE are none here.
export function check(rules, values, last, lang) {
	return rules.map(({ rule, level, fields, check: steps, if: when, say }) => {
		let result = when ? evaluate(when, values, last) : true;
		if (known(result))
			result = !result || evaluate(steps, values, last);
		const text = result === false
			? say.map((part) => (Array.isArray(part) ? show(part, values, last, lang) : part)).join("")
			: "";
		return { rule, level, fields, result, say: text };
	});
}
