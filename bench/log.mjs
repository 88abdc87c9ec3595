// log.mjs - what the server itself says of the pages it made: reads its log
// on standard input, prints what bench/report.mjs reads.
//
// node log.mjs SIDE WHAT PATTERN < LOG

const [side, what, pattern] = process.argv.slice(2);
const wanted = new RegExp(pattern);
let text = '';
for await (const chunk of process.stdin)
	text += chunk;

// Every connection reads the tree and the forms once.
const WARM = 100;
const seen = {us: [], q: [], rows: []};
let n = 0;
for (const line of text.split('\n')) {
	const field = {};
	for (const [, key, value] of line.matchAll(/(\w+)=("[^"]*"|\S*)/g))
		field[key] = value.replaceAll('"', '');
	if (field.unit !== 'http' || field.st !== '200' ||
	    !wanted.test(field.path) || n++ < WARM)
		continue;
	for (const key in seen)
		if (field[key] !== undefined)
			seen[key].push(Number(field[key]));
}

const at = (list, part) => list.sort((a, b) => a - b)[
	Math.min(list.length - 1, Math.floor(part * list.length))];
const say = (key, value) => console.log(`${side}.${what}.${key} ${value}`);

if (!seen.us.length)
	throw new Error(`no line of the log has a path like ${pattern}`);
say('requests', seen.us.length);
say('server_p50_us', at(seen.us, 0.5));
say('server_p99_us', at(seen.us, 0.99));
if (seen.q.length)
	say('statements', at(seen.q, 1));
if (seen.rows.length)
	say('rows', at(seen.rows, 1));
