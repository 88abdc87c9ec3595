// quarter.mjs - a quarterly return that the journeys of entry fill in: groups, a breakdown, a sum, a choice, a text, rules.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FORM = {
	code: 'Q-01', title: { vi: 'Báo cáo quý', en: 'Quarterly return' }, period: 'quarter', answers: 'cooperative',
	lists: { age: [{ code: 'u30', title: { vi: 'Dưới 30 tuổi', en: 'Under 30' } }, { code: 'o30', title: { vi: 'Từ 30 tuổi', en: '30 and over' } }] },
	indicators: [
		{ code: 'A1', title: { vi: 'Thành viên cuối kỳ', en: 'Members' }, type: 'count', by: 'age', required: true, unit: { vi: 'người', en: 'people' }, group: { vi: 'A. Thành viên', en: 'A. Members' }, help: { vi: 'Có tên trong sổ vào ngày cuối kỳ.', en: 'On the books on the last day.' } },
		{ code: 'A2', title: { vi: 'Trong đó: nữ', en: 'Women' }, type: 'count', unit: { vi: 'người', en: 'people' }, group: { vi: 'A. Thành viên', en: 'A. Members' } },
		{ code: 'B2', title: { vi: 'Lao động thời vụ', en: 'Seasonal workers' }, type: 'count', unit: { vi: 'người', en: 'people' }, group: { vi: 'B. Lao động', en: 'B. Work' } },
		{ code: 'C1', title: { vi: 'Bán sản phẩm', en: 'Sales' }, type: 'amount', scale: 1, unit: { vi: 'triệu đồng', en: 'million đồng' }, group: { vi: 'C. Doanh thu', en: 'C. Revenue' }, required: true },
		{ code: 'C2', title: { vi: 'Dịch vụ', en: 'Services' }, type: 'amount', scale: 1, unit: { vi: 'triệu đồng', en: 'million đồng' }, group: { vi: 'C. Doanh thu', en: 'C. Revenue' } },
		{ code: 'C0', title: { vi: 'Cộng doanh thu', en: 'Revenue' }, type: 'amount', scale: 1, sum: ['C1', 'C2'], unit: { vi: 'triệu đồng', en: 'million đồng' }, group: { vi: 'C. Doanh thu', en: 'C. Revenue' } },
		{ code: 'D1', title: { vi: 'Đã quyết toán', en: 'Accounts closed' }, type: 'yesno', group: { vi: 'D. Kế toán', en: 'D. Accounts' } },
		{ code: 'D2', title: { vi: 'Phần mềm kế toán', en: 'Software' }, type: 'choice', group: { vi: 'D. Kế toán', en: 'D. Accounts' }, choices: [{ code: 'own', title: { vi: 'Tự làm', en: 'Own' } }, { code: 'none', title: { vi: 'Không dùng', en: 'None' } }] },
		{ code: 'D3', title: { vi: 'Khó khăn', en: 'Difficulties' }, type: 'text', words: { max: 50 }, group: { vi: 'D. Kế toán', en: 'D. Accounts' } },
	],
	rules: [
		{ check: 'A2 <= A1', level: 'error', say: { vi: 'Số nữ ({A2}) nhiều hơn tổng số thành viên ({A1}). Sửa A2 hoặc A1.', en: 'More women ({A2}) than members ({A1}). Mend A2 or A1.' } },
		{ check: 'change(B2) within 50 %', level: 'warning', say: { vi: 'Thay đổi {change(B2)} so với kỳ trước.', en: 'Changed {change(B2)} since the last period.' } },
	],
};
export const RETURN = '/entry/SX-04-01?form=Q-01&period=2026-Q2';
export const id = (code) => `[id="c-${code}"]`;
const Q1 = ['--unit', 'SX-04-01', '--form', 'Q-01', '--period', '2026-Q1'];

export function file(form) {
	const path = join(tmpdir(), `tierwork-${process.pid}-${form.code}.json`);
	writeFileSync(path, JSON.stringify(form));
	return path;
}

export const setUpQuarter = [
	['demo'], ['form', 'import', file(FORM)],
	['return', 'submit', ...Q1, '--set', 'A1.u30=100', '--set', 'A1.o30=309', '--set', 'A2=196', '--set', 'B2=52', '--set', 'C1=2790', '--set', 'C2=1085', '--set', 'D1=0'],
	['return', 'accept', ...Q1],
	['call', 'issue', '--form', 'Q-01', '--period', '2026-Q2', '--to', 'cooperative', '--under', 'SX', '--due', '2026-07-10'],
];

// Until all that was typed is with the server.
export const saved = (page) => page.waitForFunction(() => /Đã lưu nháp|Draft saved/.test(document.getElementById('state').textContent));
