// report.mjs - one table a goal from the figures of one run, each with the
// goal beside it and whether it was met.
//
// node report.mjs RESULTS BUDGET.txt > REPORT.md
import {readFileSync} from 'node:fs';

const [resultsFile, budgetFile] = process.argv.slice(2);
const got = new Map(), all = new Map();
for (const line of readFileSync(resultsFile, 'utf8').split('\n')) {
	const cut = line.indexOf(' ');
	if (cut <= 0)
		continue;
	const key = line.slice(0, cut), value = line.slice(cut + 1);
	got.set(key, value);
	all.set(key, [...(all.get(key) ?? []), Number(value)]);
}

// What was measured several times in turn: the median.
function number(key) {
	const list = all.get(key)?.sort((a, b) => a - b);
	return list?.[Math.floor(list.length / 2)];
}

let met = 0, missed = 0, open = 0;

// At least 3 digits that mean something, never more than are needed.
function short(n) {
	if (n === undefined || Number.isNaN(n))
		return '–';
	if (n >= 1000)
		return Math.round(n).toLocaleString('en');
	return String(Number(n.toPrecision(3)));
}

function time(us) {
	if (us === undefined)
		return '–';
	if (us >= 1e6)
		return short(us / 1e6) + ' s';
	return us >= 1000 ? short(us / 1000) + ' ms' : short(us) + ' µs';
}

function verdict(value, good) {
	if (value === undefined || Number.isNaN(value)) {
		open++;
		return 'not measured';
	}
	good ? met++ : missed++;
	return good ? 'met' : '**not met**';
}

function table(title, head, rows) {
	console.log(`\n## ${title}\n`);
	console.log(`| ${head.join(' | ')} |`);
	console.log(`|${head.map((_, i) => i ? '--:' : '---').join('|')}|`);
	for (const row of rows)
		console.log(`| ${row.join(' | ')} |`);
}

const CLASSES = [
	['root', '50 indicators, one period'],
	['children', '× its children'],
	['series', 'one indicator, 12 periods'],
];
const SIDES = [
	['sqlite', 'Tierwork, SQLite'],
	['pg', 'Tierwork, PostgreSQL'],
];
const RIVALS = [
	['duck', 'DuckDB, denormalised'],
	['duckagg', 'DuckDB, added up by someone already'],
	['dhis', 'DHIS2-like table, PostgreSQL'],
];

function checksums() {
	const sides = ['sqlite', 'pg', 'duck', 'duckagg', 'dhis'];
	for (const what of ['root', 'children', 'series', 'late']) {
		const sums = sides.map(s => got.get(`${s}.check.${what}`));
		const known = new Set(sums.filter(s => s));
		if (known.size > 1)
			throw new Error(`the sides disagree on ${what}: ` +
				sides.map((s, i) => `${s} ${sums[i]}`).join(', '));
	}
}

function times() {
	const rows = [];
	for (const [side, name] of SIDES) {
		for (const [key, label] of [
			['row.*.p50_us', 'statement and unpacking'],
			['figure.*.p50_us', 'whole domain function'],
			['http.*.server_p50_us', 'over HTTP, server time'],
			['http.*.p50_us', 'over HTTP, as a reader sees it']])
			rows.push([`${name}: ${label}`, ...CLASSES.map(([c]) =>
				time(number(`${side}.` +
					    key.replace('*', c))))]);
	}
	for (const [side, name] of RIVALS)
		rows.push([name, ...CLASSES.map(([c]) =>
			time(number(`${side}.${c}.p50_us`)))]);
	rows.push(['(DuckDB, an empty question)',
		   time(number('ducknone.root.p50_us')), '', '']);
	table('At the root: median time of one answer, all sides with the ' +
	      'same checksums', ['', ...CLASSES.map(c => c[1])], rows);
}

function ratios() {
	const goals = [
		['sqlite', 'duck', [1000, 500, 1000]],
		['sqlite', 'duckagg', [1, 1, 1]],
		['sqlite', 'dhis', [1e5, 25e3, 1e5]],
		['pg', 'duck', [100, 25, 100]],
		['pg', 'dhis', [5000, 1000, 5000]],
	];
	const rows = [];
	for (const [side, rival, goal] of goals)
		CLASSES.forEach(([c, label], i) => {
			const theirs = number(`${rival}.${c}.p50_us`);
			const row = theirs / number(`${side}.row.${c}.p50_us`);
			const whole = theirs /
				number(`${side}.figure.${c}.p50_us`);
			rows.push([`${label}: ${side} against ${rival}`,
				   short(row) + ' ×', short(whole) + ' ×',
				   `≥ ${short(goal[i])} ×`,
				   verdict(row, row >= goal[i])]);
		});
	table('How many times faster at the root', ['',
	      'statement and unpacking', 'whole domain function', 'goal', ''],
	      rows);
}

function accept() {
	const packed = number('packed.accept.per_s');
	const line = (side, name, goal, good) => {
		const rate = number(`${side}.accept.per_s`);
		const p99 = number(`${side}.accept.p99_us`);
		return [name, short(rate) + '/s',
			time(number(`${side}.accept.p50_us`)), time(p99),
			short(number(`${side}.accept.group`)), goal,
			good ? verdict(rate && packed, good(rate) &&
				       p99 < 50e3) : ''];
	};
	table('Accepting a return with its roll-ups and journal, 8 clients, ' +
	      'each durable', ['', 'rate', 'p50', 'p99', 'returns a commit',
	      'goal', ''], [
		line('sqlite', 'Tierwork, SQLite',
		     `≥ ${short(packed / 2)}/s, p99 < 50 ms`,
		     rate => rate >= packed / 2),
		line('packed', 'packed prototype, SQLite', '', null),
		line('pg', 'Tierwork, PostgreSQL', '≥ 500/s, p99 < 50 ms',
		     rate => rate >= 500),
	]);
	console.log(`\nOne 4 KiB write made durable by this disk: ` +
		    `${time(number('disk.sync.p50_us'))} (p99 ` +
		    `${time(number('disk.sync.p99_us'))}).`);
}

function pages() {
	const rows = [];
	const row = (label, side, key, show, limit) => {
		const v = number(`${side}.${key}`);
		rows.push([label, show(v), limit === undefined ? '' :
			   `≤ ${show(limit)}`,
			   limit === undefined ? '' : verdict(v, v <= limit)]);
	};
	const kB = n => n === undefined ? '–' : short(n / 1000) + ' kB';
	for (const [side, name, p50, p99] of [
		['sqlite', 'SQLite', 1000, 2000],
		['pg', 'PostgreSQL', 3000, undefined]]) {
		row(`${name}: statements`, side, 'page.statements', short, 12);
		row(`${name}: rows`, side, 'page.rows', short, 500);
		row(`${name}: page`, side, 'page.bytes_max', kB, 40000);
		row(`${name}: server time, p50`, side, 'page.server_p50_us',
		    time, p50);
		row(`${name}: server time, p99`, side, 'page.server_p99_us',
		    time, p99);
		row(`${name}: as the reader sees it, p50`, side,
		    'page.p50_us', time);
		row(`${name}: as the reader sees it, p99`, side,
		    'page.p99_us', time);
		row(`${name}: returns accepted meanwhile, a second`, side,
		    'page.accepted_per_s', short);
	}
	table('The unit page over HTTP while returns are accepted',
	      ['', '', 'goal', ''], rows);
}

function rest() {
	const rows = [];
	const most = (label, key, limit, show) => {
		const v = number(key);
		rows.push([label, show(v), `≤ ${show(limit)}`,
			   verdict(v, v <= limit)]);
	};
	most('list of the late at the root, SQLite', 'sqlite.late.p50_us', 5e3,
	     time);
	most('move a subtree of 1,000 units with 120 periods (M), SQLite',
	     'sqlite.move.p50_us', 2e5, time);
	most('verify the figures of L, SQLite', 'sqlite.verify_L.p50_us', 3e6,
	     time);
	most('vn-2025: import and reorganisation, SQLite', 'sqlite.vn.total_us',
	     2e6, time);
	most('vn-2025: import and reorganisation, PostgreSQL',
	     'pg.vn.total_us', 1e7, time);
	const journal = number('sqlite.journal.per_s');
	rows.push(['journal entries verified, SQLite', short(journal) + '/s',
		   '≥ 500,000/s', verdict(journal, journal >= 5e5)]);
	table('The rest', ['', '', 'goal', ''], rows);
}

function others() {
	const rows = [];
	for (const [key, label, show] of [
		['late.p50_us', 'list of the late at the root', time],
		['verify.p50_us', 'verify, figures, this size', time],
		['load_s', 'building it (Tierwork: by its own import)',
		 s => time(s === undefined ? s : s * 1e6)],
		['bytes', 'bytes on disk',
		 n => n === undefined ? '–' : short(n / 1e6) + ' MB'],
		['vn.import_us', 'vn-2025: unit import', time],
		['vn.reorganise_us', 'vn-2025: reorganise', time],
		['vn.returns_us', 'vn-2025: return import', time]])
		rows.push([label, ...['sqlite', 'pg', 'duck', 'dhis'].map(s =>
			show(number(`${s}.${key}`)))]);
	table('Beside them', ['', 'SQLite', 'PostgreSQL', 'DuckDB',
	      'DHIS2-like'], rows);
}

// WHAT COUNT a line; 3 % above is still within.
function budget() {
	const rows = [];
	for (const line of readFileSync(budgetFile, 'utf8').split('\n')) {
		const [what, limit] = line.split(/\s+/);
		if (!what || what.startsWith('#'))
			continue;
		const v = number(`count.${what}`);
		rows.push([what, short(v), short(Number(limit)),
			   verdict(v, v <= Number(limit) * 1.03)]);
	}
	table('Instructions (callgrind), one of each',
	      ['', 'counted', 'budget', ''], rows);
}

checksums();
console.log(`# Bench, size ${got.get('run.size')}\n`);
console.log(`${got.get('data.what')}. ${got.get('run.machine')}. ` +
	    `DuckDB ${got.get('duck.version')}, ${got.get('run.postgresql')}, ` +
	    `SQLite ${got.get('run.sqlite')}, ${got.get('run.tierwork')}. ` +
	    `${got.get('run.at')}; load before: ${got.get('run.load')}.`);
times();
ratios();
accept();
pages();
rest();
others();
budget();
console.log(`\n${met} goals met, ${missed} not met, ${open} not measured ` +
	    `in this run.`);
