// api.mjs - a client made from the OpenAPI document calls every address of the API, and each
// answer is held against what the document says of it.
import assert from 'node:assert/strict';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { PASSWORD, startServer } from './lib.mjs';

const RETURN = { form: 'HTX-01', indicator: 'members', period: '2026-09' };

// What each operation is called with, in this order: parameters, the body of a POST, and the
// status where it is not 200.
const ONE = { code: 'SX-01-01-T1', form: 'TO-01', period: '2026' };
const OTHER = { code: 'SX-01-01-T2', form: 'TO-01', period: '2026' };
const typed = (value) => ({ rev: 0, cells: [{ code: 'households', value }] });

// What each operation is called with, in this order: parameters, and the body of a POST;
// '@issueCall' is the number that the last one of that name answered with.
const CALLS = [
	['getDocument', {}],
	['getSession', {}],
	['getSecurity', {}],
	['listAccounts', {}, undefined, 200, 'admin'],
	['listAccounts', { find: 'thu', state: 'open' }, undefined, 200, 'admin'],
	['getAccount', { id: 1 }, undefined, 200, 'admin'],
	['getAccount', { id: 2 }, undefined, 200, 'admin'],
	['getAccount', { id: 2 }, undefined, 404],
	['listAccounts', { unit: 'SX' }, undefined, 200, 'admin'],
	['getAccount', { id: 2 }, undefined, 200, 'admin'],
	['listCalendars', {}],
	['listNotices', {}],
	['seeNotices', {}, { upto: 0 }],
	['listForms', {}],
	['getForm', { code: 'HTX-01' }],
	['compareForm', { code: 'HTX-01' }],
	['listJournal', { act: 'call.issue' }, undefined, 200, 'admin'],
	['getJournalEntry', { id: 1 }, undefined, 200, 'admin'],
	['sealJournal', {}, {}, 200, 'admin'],
	['listSeals', {}, undefined, 200, 'admin'],
	['addPerson', {}, { name: 'Nguyễn Thị Thử', unit: 'SX-02', from: '2026-01-01' }],
	['importPeople', {}, { file: 'name,unit\nNguyễn Thị Thử,SX-02\nĐỗ Văn Thử,SX-02\n', dry: '1' }],
	['listPeople', { unit: 'SX-02', find: 'thu' }],
	['listDuplicates', {}],
	['editPerson', { code: 'P41' }, { phone: '0900 100 041' }],
	['movePerson', { code: 'P41' }, { to: 'SX-03', on: '2026-06-01' }],
	['leavePerson', { code: 'P41' }, { on: '2026-10-01' }],
	['getPerson', { code: 'P1' }],
	['mergePeople', { code: 'P39' }, { into: 'P35' }],
	['countMembers', { code: 'SX', by: 'children' }],
	['countMembers', { code: 'SX', by: 'tier', at: '2026-01-31' }],
	['listReorganisations', {}],
	['getReorganisation', { id: 1 }],
	['searchUnits', { q: 'song' }],
	['getTops', { at: '2026-01-31' }],
	['getChildren', { code: 'SX' }],
	['saveDraft', ONE, typed('40')],
	['getDraft', ONE],
	['submitReturn', ONE, { version: 0 }],
	['sendReturnBack', ONE, { remarks: [{ code: 'households', why: 'Count them again.' }] }],
	['submitReturn', ONE, { version: 1 }],
	['listWaiting', {}],
	['acceptReturn', ONE, { version: 2 }],
	['correctReturn', ONE, {}],
	['voidReturn', ONE, { reason: 'Wrong team.' }],
	['getReturn', { ...ONE, version: 1 }],
	['saveDraft', OTHER, typed('41')],
	['submitReturn', OTHER, {}],
	['refuseReturn', OTHER, { reason: 'Not yet.' }, 200, 'chunhiem'],
	['submitReturn', OTHER, {}],
	['approveReturn', OTHER, {}, 200, 'chunhiem'],
	['getUnit', { code: 'SX-04-10' }],
	['issueCall', {}, { form: 'HTX-01', period: '2026-11', to: 'cooperative', under: 'SX', due: '2099-12-31', relay: 'stepwise' }],
	['listCalls', {}],
	['addStanding', {}, { form: 'TO-01', to: 'team', under: 'SX-02', due_after: 15, ahead: 30 }],
	['listStanding', {}],
	['endStanding', { id: 2 }, {}],
	['getCall', { id: '@issueCall' }],
	['passCallOn', { id: '@issueCall' }, { unit: 'SX-04' }],
	['getCoverage', { id: '@issueCall' }],
	['acknowledgeCall', { id: '@issueCall' }, { unit: 'SX-05' }],
	['waiveUnit', { id: '@issueCall' }, { unit: 'SX-04-07', reason: 'Thử' }],
	['resumeUnit', { id: '@issueCall' }, { unit: 'SX-04-07' }],
	['sendPartUp', { id: '@issueCall' }, { unit: 'SX-04', reason: 'Gửi kèm', incomplete: '1' }],
	['sendPartBack', { id: '@issueCall' }, { unit: 'SX-04', reason: 'Còn thiếu' }],
	['sendPartUp', { id: '@issueCall' }, { unit: 'SX-04', reason: 'Đã đủ', incomplete: '1' }],
	['takePart', { id: '@issueCall' }, { unit: 'SX-04' }],
	['getMap', { id: '@issueCall' }],
	['remindUnits', { id: '@issueCall' }, { words: 'Xin gửi' }],
	['extendCall', { id: '@issueCall' }, { due: '2099-11-30' }],
	['getDesk', {}],
	['setApproval', { code: 'SX-01-01' }, { approval: 'on' }, 403],
	['getWork', { id: 1 }, undefined, 404],
	['withdrawCall', { id: '@issueCall' }, { reason: 'Thử xong' }],
	['enterDocument', {}, { unit: 'SX', book: 'out', kind: 'CV', day: '2026-11-03', subject: 'Về việc góp ý kế hoạch', urgency: 'urgent' }],
	['enterDocument', {}, { unit: 'SX', kind: 'KH', day: '2026-11-02', subject: 'Kế hoạch tổng kết năm' }],
	['listDocuments', {}],
	['listDocuments', { find: 'kế hoạch' }],
	['relateDocument', { id: '@enterDocument' }, { what: 'carries-out', to: '1' }],
	['getRelations', { id: 1 }],
	['correctDocument', { id: '@enterDocument' }, { why: 'Sai trích yếu', subject: 'Kế hoạch tổng kết năm 2026' }],
	['getRegistered', { id: '@enterDocument' }],
	['receiveDocument', { id: '@enterDocument' }, { unit: 'SX-02' }],
	['getBook', { code: 'SX', book: 'out', year: 2026 }],
	['issueDocument', { id: '@enterDocument' }, { under: 'SX', to: 'cooperative', expect: 'own-plan', due: '2099-12-31', relay: 'direct' }],
	['getCascade', { id: '@enterDocument' }],
	['listCascadeOwing', { id: '@enterDocument', state: 'owed' }],
	['acknowledgeCascade', { id: '@issueDocument', code: 'SX-04-01' }, {}],
	['answerCascade', { id: '@issueDocument', code: 'SX-04-01' }, { words: 'Đã xong', done: '1' }],
	['sendBackCascade', { id: '@issueDocument', code: 'SX-04-01' }, { reason: 'Thiếu minh chứng' }],
	['answerCascade', { id: '@issueDocument', code: 'SX-04-01' }, { words: 'Đã bổ sung', done: '1' }],
	['acceptCascadeCopy', { id: '@issueDocument', code: 'SX-04-01' }, {}],
	['answerCascade', { id: '@issueDocument', code: 'SX-04-04' }, { words: 'Đã xong', done: '1' }],
	['acceptCascade', { id: '@enterDocument' }, {}],
	['getCascadeCopy', { id: '@issueDocument', code: 'SX-04-01' }],
	['reviewDocument', { id: '@enterDocument' }],
	['issueDocument', { id: 3 }, { under: 'SX', to: 'cooperative', expect: 'note', due: '2099-12-31', relay: 'stepwise' }],
	['passCascadeOn', { id: '@issueDocument', code: 'SX-04' }, { due: '2099-12-30' }],
	['sendCascadeUp', { id: '@issueDocument', code: 'SX-04' }, { words: 'Gửi lên', incomplete: '1' }],
	['replaceDocument', { id: '@enterDocument' }, { by: '3', why: 'Có văn bản mới' }],
	['recallDocument', { id: 3 }, { why: 'Ban hành nhầm' }],
	['listBodies', { at: '2018-10-22' }],
	['getBody', { code: 'SX-BCH', at: '2018-10-22' }],
	['listSeats', { at: '2018-10-22', body: 'SX-BCH' }],
	['foundBody', {}, { unit: 'SX', code: 'SX-TCT', kind: 'working-group', name: 'Tổ công tác', decision: '40-QĐ/LH', on: '2026-11-01', places: [{ seat: 'head', person: 'P1' }] }],
	['reformBody', { code: 'SX-TCT' }, { decision: '41-QĐ/LH', on: '2026-11-10', places: [{ seat: 'head', person: 'P2' }, { seat: 'member', duties: 'Số liệu' }] }],
	['setRules', { code: 'SX-TCT' }, { decision: '42-QĐ/LH', on: '2026-11-11', rules: 'Họp khi cần.' }],
	['endBody', { code: 'SX-TCT' }, { decision: '43-QĐ/LH', on: '2026-12-01' }],
	['undoBody', { code: 'SX-TCT' }, {}],
	['listSeatKinds', {}],
	['addSeatKind', {}, { code: 'guest', vi: 'Khách mời', en: 'Guest' }, 403],
	['addTask', {}, { unit: 'SX', subject: 'Thử việc', due: '2099-12-31', group: 'Thử', holders: ['person:P1', 'unit:SX-02'], lead: 'person:P1' }],
	['listTasks', { unit: 'SX', year: 2099 }],
	['listTasks', { holder: 'person:P1', state: 'open', find: 'thu' }],
	['listTasks', {}],
	['editTask', { id: '@addTask' }, { due: '2099-11-30' }],
	['reportTask', { id: '@addTask' }, { progress: 30, words: 'Đang làm' }],
	['reportTask', { id: '@addTask' }, { unit: 'SX-02', progress: 100, words: 'Xong' }],
	['sendTaskBack', { id: '@addTask' }, { unit: 'SX-02', reason: 'Chưa có biên bản' }],
	['acceptTask', { id: '@addTask' }, {}],
	['getProgramme', { code: 'SX', year: 2026 }],
	['getVisit', { id: 1 }],
	['getWorkload', { unit: 'SX', year: 2026 }],
	['getWorkload', { unit: 'SX', year: 2026, by: 'person' }],
	['dropTask', { id: '@addTask' }, { reason: 'Không cần nữa' }],
	['reopenTask', { id: '@addTask' }, { reason: 'Vẫn cần' }],
	['getTask', { id: '@addTask' }],
	['getFigures', { code: 'SX', ...RETURN }],
	['getFigures', { code: 'SX', form: 'HTX-01', period: '2026', tree: 'today', by: 'children' }],
	['getLineage', { code: 'SX-04', ...RETURN }],
	['getMissing', { code: 'SX', ...RETURN }],
	['getSeries', { code: 'SX', ...RETURN, from: '2026-01', to: '2026-09' }],
];

// Signs in as a program does: the session's cookie and the token that a POST must carry.
async function signIn(base, login) {
	const cookies = (r) => r.headers.get('set-cookie').split(/, (?=[\w-]+=)/).map((c) => c.split(';')[0]).join('; ');
	const door = await fetch(`${base}/signin`);
	const csrf = /name="csrf" value="([^"]*)"/.exec(await door.text())[1];
	const body = new URLSearchParams({ csrf, login, password: PASSWORD });
	const inside = await fetch(`${base}/signin`, {
		method: 'POST', body, redirect: 'manual', headers: { cookie: cookies(door) },
	});

	assert.equal(inside.status, 303);
	return cookies(inside);
}

const server = await startServer([['demo'], ['unit', 'approval', 'SX-01-01-T2', 'on']]);
const documented = await (await fetch(`${server.base}/api/openapi`)).json();
const valid = await new Validator().validate(structuredClone(documented));

assert(valid.valid, JSON.stringify(valid.errors));
const ajv = new Ajv({ allErrors: true, strict: false, formats: { int64: true } });

addFormats(ajv);
ajv.addSchema(documented, 'api');
const operations = Object.entries(documented.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, o]) => ({ path, method, name: o.operationId })));
const fits = ({ path, method }, status, body) => {
	const answer = status === 200 ? '200' : 'default';
	const place = [path, method, 'responses', answer, 'content', 'application/json', 'schema']
		.map((s) => encodeURIComponent(s.replaceAll('~', '~0').replaceAll('/', '~1')));
	const check = ajv.getSchema(`api#/paths/${place.join('/')}`);

	assert(check(body), `${method} ${path}: ${ajv.errorsText(check.errors?.map((e) => ({ ...e, message: `${e.message} ${e.params.additionalProperty ?? ""}` })))}\n${JSON.stringify(body).slice(0, 2000)}`);
};

try {
	const enter = async (login) => {
		const cookie = await signIn(server.base, login);
		const client = await new OpenAPIClientAxios({
			definition: structuredClone(documented),
			axiosConfigDefaults: { baseURL: server.base, headers: { cookie }, validateStatus: () => true },
		}).init();

		return { client, csrf: (await client.getSession()).data.csrf };
	};
	const made = {};
	const filled = (parameters) => Object.fromEntries(Object.entries(parameters)
		.map(([k, v]) => [k, typeof v === 'string' && v[0] === '@' ? made[v.slice(1)] : v]));
	const people = { admin: await enter('admin'), thuky: await enter('thuky'), chunhiem: await enter('chunhiem') };

	for (const [name, parameters, body, status = 200, who = 'thuky'] of CALLS) {
		const { client, csrf } = people[who];
		const o = operations.find((one) => one.name === name);

		assert(o, `the document has no ${name}`);
		const own = filled(parameters);
		const all = o.method === 'post' ? { ...own, 'X-CSRF-Token': csrf } : own;
		const answer = await client[name](all, body);

		made[name] = Number(/\/(\d+)$/.exec(answer.data?.at)?.[1]);
		assert.equal(answer.status, status, `${name}: ${answer.status} ${JSON.stringify(answer.data)}`);
		fits(o, status, answer.data);
	}

	// A program gives a token instead: it gets what it is told it may ask, and no cookie's worth more.
	const byToken = async () => {
		const cookie = await signIn(server.base, 'thuky');
		const { csrf } = await (await fetch(`${server.base}/api/session`, { headers: { cookie } })).json();
		const body = new URLSearchParams([['csrf', csrf], ['name', 'api'], ['days', '1'], ['act', 'see'], ['act', 'read'], ['act', 'answer'],
			['act', 'know'], ['act', 'accept'], ['act', 'call'], ['act', 'form'], ['act', 'people'], ['act', 'consult'], ['act', 'follow'], ['act', 'plan']]);
		const page = await (await fetch(`${server.base}/settings/security/tokens`, { method: 'POST', body, headers: { cookie } })).text();
		const [token] = page.match(/tw_[\w-]{43}/);
		const program = await new OpenAPIClientAxios({
			definition: structuredClone(documented),
			axiosConfigDefaults: { baseURL: server.base, headers: { authorization: `Bearer ${token}` }, validateStatus: () => true },
		}).init();

		for (const [name, parameters, , status = 200, who = 'thuky'] of CALLS) {
			const o = operations.find((one) => one.name === name);
			const open = documented.paths[o.path][o.method].security.some((s) => 'token' in s);

			if (o.method !== 'get' || who !== 'thuky' || name === 'getDocument')
				continue;
			const answer = await program[name](filled(parameters));

			assert.equal(answer.status, open ? status : 403, `${name} by token: ${answer.status} ${JSON.stringify(answer.data)}`);
			fits(o, answer.status, answer.data);
		}
		assert.equal((await program.seeNotices({}, { upto: 0 })).status, 200);
	};

	await byToken();
	const called = new Set(CALLS.map(([name]) => name));

	assert.deepEqual(operations.map((o) => o.name).filter((name) => !called.has(name)), [], 'not called here');
	const gone = await people.thuky.client.getUnit({ code: 'NOBODY' });

	assert.equal(gone.status, 404);
	fits(operations.find((o) => o.name === 'getUnit'), 404, gone.data);
	console.log(`ok api: ${operations.length} operations`);
} finally {
	await server.close();
}
