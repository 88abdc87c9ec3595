// test_rules.mjs - the page's rules.js gives what the server gives: the cases of expr_cases.json, and words.
import assert from "node:assert/strict";
import fs from "node:fs";

const [, , script, file] = process.argv;
const source = fs.readFileSync(script, "utf8");
const { check, evaluate, show } = await import("data:text/javascript," + encodeURIComponent(source));
const { cases } = JSON.parse(fs.readFileSync(file, "utf8"));

function word(result) {
	if (Array.isArray(result))
		return result.join("/");
	return result === null ? "unknown" : String(result);
}

let tried = 0;
for (const { expr, steps, try: tries } of cases) {
	for (const { now, last, is, show: shown } of tries) {
		assert.equal(word(evaluate(steps, now, last)), is, `${expr} with ${JSON.stringify(now)}`);
		for (const [lang, text] of Object.entries(shown ?? {}))
			assert.equal(show(steps, now, last, lang), text, `${expr} in ${lang}`);
		tried++;
	}
}
assert.ok(tried > 150);

// What is typed and is no number is not judged.
for (const typed of ["", " ", "1,5", "1.", ".5", "x", "1e3", "--1", undefined, null])
	assert.equal(evaluate(["$a", "#1", "<"], { a: typed }), null);

const rules = [
	{ rule: 1, level: "error", fields: ["A2", "A1"], check: ["$A2", "$A1", "<="],
		say: ["Nữ (", ["$A2"], ") nhiều hơn ", ["$A1"]] },
	{ rule: 2, level: "warning", fields: ["A1"], if: ["@A1", "#100", ">="],
		check: ["$A1", "@A1", "change", "#0.50", "within"], say: [["$A1", "@A1", "change"]] },
];
const results = (values, last) => check(rules, values, last, "vi").map((r) => r.result);
assert.deepEqual(results({ A1: "1", A2: "1" }), [true, null]);
assert.deepEqual(results({ A1: "1200", A2: "1500" }, { A1: "100" }), [false, false]);
assert.deepEqual(results({ A1: "1200" }, { A1: "99" }), [null, true]);
assert.deepEqual(check(rules, { A1: "1200", A2: "1500" }, { A1: "1000" }, "vi"), [
	{ rule: 1, level: "error", fields: ["A2", "A1"], result: false, say: "Nữ (1.500) nhiều hơn 1.200" },
	{ rule: 2, level: "warning", fields: ["A1"], result: true, say: "" },
]);
assert.equal(check(rules, { A1: "1200" }, { A1: "500" }, "en")[1].say, "+140.0%");

// It is part of a page that is under 60 kB.
assert.ok(source.length < 8000);
console.log(`${tried} tries of ${cases.length} expressions`);
