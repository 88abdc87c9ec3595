/* symbol_kinds.c - what the kinds of documents are called in symbols.
 *
 * From the tables of Decree 30/2020/NĐ-CP (Appendix III) and of those before
 * it (Joint Circular 55/2005/TTLT-BNV-VPCP), and from the usage of the Party
 * and of the mass organisations. Each kind of the migration stands here under
 * its abbreviation (tests/unit/test_symbol.c holds the two together). */
#include "register/symbol.h"

/* A year only where it is law; several names of an abbreviation follow each
 * other. CĐ is a telegram, or stands for a trade union or college whose
 * letter it is; regulations of the Party are QĐ as its decisions are. */
/* clang-format off */
const struct symbol_kind symbol_kinds[] = {
	{"NQ", "Nghị quyết", true, false},
	{"QĐ", "Quyết định", true, false},
	{"QĐ", "Quy định", false, false},
	{"CT", "Chỉ thị", true, false},
	{"KL", "Kết luận", false, false},
	{"QC", "Quy chế", false, false},
	{"QyĐ", "Quy định", false, false},
	{"TT", "Thông tư", true, false},
	{"TT", "Thông tri", false, false},
	{"TT", "Tờ trình", false, false},
	{"HD", "Hướng dẫn", false, false},
	{"KH", "Kế hoạch", false, false},
	{"CTr", "Chương trình", false, false},
	{"CTHĐ", "Chương trình hành động", false, false},
	{"ĐA", "Đề án", false, false},
	{"PA", "Phương án", false, false},
	{"DA", "Dự án", false, false},
	{"BC", "Báo cáo", false, false},
	{"TTr", "Tờ trình", false, false},
	{"TB", "Thông báo", false, false},
	{"TC", "Thông cáo", false, false},
	{"BB", "Biên bản", false, false},
	{"CV", "Công văn", false, false},
	{"CĐ", "Công điện", false, false},
	{"CĐ", "Công văn", false, false},
	{"GM", "Giấy mời", false, false},
	{"GGT", "Giấy giới thiệu", false, false},
	{"GUQ", "Giấy ủy quyền", false, false},
	{"GNP", "Giấy nghỉ phép", false, false},
	{"GCN", "Giấy chứng nhận", false, false},
	{"GXN", "Giấy xác nhận", false, false},
	{"GĐĐ", "Giấy đi đường", false, false},
	{"GP", "Giấy phép", false, false},
	{"KLTTr", "Kết luận thanh tra", false, false},
	{"TBKL", "Thông báo kết luận", false, false},
	{"HĐ", "Hợp đồng", false, false},
	{"BTT", "Bản thỏa thuận", false, false},
	{"BGN", "Bản ghi nhớ", false, false},
	{"PC", "Phiếu chuyển", false, false},
	{"PG", "Phiếu gửi", false, false},
	{"PB", "Phiếu báo", false, false},
	{"ThC", "Thư công", false, false},
	{"L", "Luật", true, false},
	{"L", "Lệnh", true, false},
	{"PL", "Pháp lệnh", true, false},
	{"NĐ", "Nghị định", true, false},
	{"TTLT", "Thông tư liên tịch", true, true},
	{"NQLT", "Nghị quyết liên tịch", true, true},
	{"HDLT", "Hướng dẫn liên tịch", false, true},
	{"KHLT", "Kế hoạch liên tịch", false, true},
	{"CTLT", "Chương trình liên tịch", false, true},
	{"QCLT", "Quy chế liên tịch", false, true},
	{"HDLN", "Hướng dẫn liên ngành", false, true},
	{"KHLN", "Kế hoạch liên ngành", false, true},
	{"CVLN", "Công văn liên ngành", false, true},
	{"CTPH", "Chương trình phối hợp", false, true},
	{"KHPH", "Kế hoạch phối hợp", false, true},
	{"QCPH", "Quy chế phối hợp", false, true},
	{"VBHN", "Văn bản hợp nhất", false, false},
	{"SY", "Bản sao y", false, false},
	{"TrS", "Bản trích sao", false, false},
	{"SL", "Bản sao lục", false, false},
};
/* clang-format on */
const size_t symbol_kinds_n = COUNT(symbol_kinds);
