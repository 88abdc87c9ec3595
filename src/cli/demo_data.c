/* demo_data.c - the federation of the demonstration store: invented. */
#include "cli/demo_data.h"

#include "base/err.h"

/* clang-format off */
const struct demo_region demo_regions[DEMO_REGIONS] = {
	{"Khu vực Thượng Nguồn", {"Suối Vàng", "Thác Bạc", "Nậm Mát", "Bản Lùng", "Khe Sim", "Đèo Gió", "Mường Thanh Hà", "Pá Hồng"}},
	{"Khu vực Đông Sơn", {"Núi Nhạn", "Hang Dơi", "Đồi Chè", "Thanh Mai", "Lũng Trúc", "Cầu Đá", "Bãi Sậy", "Gò Mít", "Đông Lĩnh", "Trại Cau", "Quán Gỏi"}},
	{"Khu vực Đồng Bằng Bắc", {"Lúa Vàng", "Đồng Tâm", "Tân Kiều", "Phú Điền", "Hưng Thái", "Bình Lãng", "Kênh Xáng", "Vạn Phúc", "Ao Sen", "Đình Bảng Hạ", "Xuân Trường", "Cát Quế"}},
	{"Khu vực Cửa Sông", {"Lạch Giang", "Cồn Thơi", "Bến Gạo", "Cửa Lấp", "Phù Sa", "Rừng Đước", "Bãi Ngang", "Muối Trắng", "Đò Mới"}},
	{"Khu vực Duyên Hải", {"Cát Trắng", "Mũi Én", "Hòn Yến", "Bàu Trắng", "Sa Huỳnh Đông", "Vịnh Xanh", "Tôm Hùm", "Lưới Rê", "Ghềnh Ráng", "Đầm Môn"}},
	{"Khu vực Cao Nguyên", {"Cà Phê Xanh", "Hồ Tiêu", "Gió Ngàn", "Đất Đỏ", "Buôn Hạ", "Mắc Ca"}},
	{"Khu vực Trung Châu", {"Cù Lao Giữa", "Sông Đào", "Bưởi Hồng", "Nhãn Lồng", "Vườn Chài", "Tân Châu Nam", "Đìa Gừa", "Rạch Chanh", "Cái Mơn Thượng"}},
	{"Khu vực Bến Nam", {"Dừa Nước", "Sen Hồng", "Cá Tra", "Lung Ngọc", "Kinh Cùng", "Rau Sạch", "Ba Động", "Chợ Nổi"}},
	{"Khu vực Hải Đảo", {"Ngọc Trai", "Hòn Mun Tây", "Rong Biển", "Hải Âu", "Cá Thu", "Bãi Dài", "San Hô", "Đảo Yến", "Gành Dầu Bắc"}},
};

const struct demo_account demo_accounts[] = {
	{"admin", "administrator", NULL, "en", false, N_("the administrator, in English")},
	{"thuky", "secretary", "SX", "vi", false, N_("secretary of the federation")},
	{"chunhiem", "head", "SX", "vi", false, N_("head of the federation")},
	{"cuasong", "secretary", "SX-04", "vi", false, N_("secretary of the region Cửa Sông")},
	{"dongson", "secretary", "SX-02", "en", false, N_("secretary of the region Đông Sơn, in English")},
	{"khue", NULL, "P10", "vi", false, N_("Đặng Minh Khuê, who is secretary by a seat in the committee of the region Đông Sơn")},
	{"lachgiang", "reporter", "SX-04-01", "vi", false, N_("reporter of the co-operative Lạch Giang")},
	{"cualap", "reporter", "SX-04-04", "vi", false, N_("reporter of the co-operative Cửa Lấp")},
	{"rungduoc", "reporter", "SX-04-06", "en", false, N_("reporter of the co-operative Rừng Đước, in English")},
	{"buoihong", "reporter", "SX-07-03", "vi", false, N_("reporter of the co-operative Bưởi Hồng")},
	{"bencon", "reporter", "SX-04-10", "vi", true, N_("reporter of the co-operative Bến Cồn")},
	{"chubencon", "head", "SX-04-10", "vi", true, N_("head of the co-operative Bến Cồn, who approves its returns")},
	{"kiemtra", "auditor", "SX", "en", false, N_("auditor, in English: reads all, changes nothing")},
};
/* clang-format on */

const int demo_accounts_count = COUNT(demo_accounts);

const char demo_monthly[] =
	"{\"code\":\"HTX-01\",\"first\":\"2023-11\","
	"\"title\":{\"vi\":\"Sản xuất và thành viên\","
	"\"en\":\"Production and members\"},"
	"\"period\":\"month\",\"answers\":\"cooperative\",\"indicators\":["
	"{\"code\":\"members\",\"title\":{\"vi\":\"Thành viên\","
	"\"en\":\"Members\"},\"unit\":{\"vi\":\"người\",\"en\":\"people\"},"
	"\"type\":\"count\",\"time\":\"last\",\"required\":true,"
	"\"help\":{\"vi\":\"Số thành viên có tên trong sổ vào ngày cuối "
	"tháng.\",\"en\":\"Members on the books on the last day of the "
	"month.\"}},"
	"{\"code\":\"women\",\"title\":{\"vi\":\"Trong đó nữ\","
	"\"en\":\"Women among them\"},\"unit\":{\"vi\":\"người\","
	"\"en\":\"people\"},\"type\":\"count\",\"time\":\"last\"},"
	"{\"code\":\"women_share\",\"title\":{\"vi\":\"Tỷ lệ nữ\","
	"\"en\":\"Share of women\"},\"type\":\"ratio\",\"scale\":1,"
	"\"of\":[\"women\",\"members\"]},"
	"{\"code\":\"workers\",\"title\":{\"vi\":\"Lao động thường xuyên\","
	"\"en\":\"Permanent workers\"},\"unit\":{\"vi\":\"người\","
	"\"en\":\"people\"},\"type\":\"count\",\"time\":\"last\"},"
	"{\"code\":\"revenue\",\"title\":{\"vi\":\"Doanh thu\","
	"\"en\":\"Revenue\"},\"unit\":{\"vi\":\"triệu đồng\","
	"\"en\":\"million đồng\"},\"type\":\"amount\",\"scale\":1,"
	"\"required\":true},"
	"{\"code\":\"costs\",\"title\":{\"vi\":\"Chi phí\",\"en\":\"Costs\"},"
	"\"unit\":{\"vi\":\"triệu đồng\",\"en\":\"million đồng\"},"
	"\"type\":\"amount\",\"scale\":1},"
	"{\"code\":\"cost_share\",\"title\":{\"vi\":\"Chi phí trên doanh "
	"thu\",\"en\":\"Costs to revenue\"},\"type\":\"ratio\",\"scale\":1,"
	"\"of\":[\"costs\",\"revenue\"]},"
	"{\"code\":\"trained\",\"title\":{\"vi\":\"Lượt người được tập "
	"huấn\",\"en\":\"People trained\"},\"unit\":{\"vi\":\"lượt "
	"người\",\"en\":\"people\"},\"type\":\"count\"},"
	"{\"code\":\"price\",\"title\":{\"vi\":\"Giá thu mua bình quân\","
	"\"en\":\"Average buying price\"},\"unit\":{\"vi\":\"đồng/kg\","
	"\"en\":\"đồng/kg\"},\"type\":\"amount\",\"tree\":\"mean\"},"
	"{\"code\":\"best_sale\",\"title\":{\"vi\":\"Hợp đồng bán lớn "
	"nhất\",\"en\":\"Largest sale\"},\"unit\":{\"vi\":\"triệu "
	"đồng\",\"en\":\"million đồng\"},\"type\":\"amount\",\"scale\":1,"
	"\"tree\":\"max\"}],\"rules\":["
	"{\"check\":\"women <= members\",\"say\":{\"vi\":\"Số nữ "
	"({women}) không thể nhiều hơn số thành viên ({members})\","
	"\"en\":\"There cannot be more women ({women}) than members "
	"({members})\"}},"
	"{\"check\":\"best_sale <= revenue\",\"say\":{\"vi\":\"Hợp đồng "
	"lớn nhất ({best_sale}) không thể lớn hơn doanh thu "
	"({revenue})\",\"en\":\"The largest sale ({best_sale}) cannot be "
	"above the revenue ({revenue})\"}},"
	"{\"check\":\"change(members) within 20 %\",\"level\":\"warning\","
	"\"say\":{\"vi\":\"Thành viên thay đổi {change(members)} so với "
	"tháng trước ({last(members)})\",\"en\":\"Members changed by "
	"{change(members)} since the month before ({last(members)})\"}},"
	"{\"check\":\"costs <= revenue\",\"level\":\"warning\",\"say\":"
	"{\"vi\":\"Chi phí ({costs}) nhiều hơn doanh thu ({revenue})\","
	"\"en\":\"Costs ({costs}) are above the revenue ({revenue})\"}}"
	"]}";

const char demo_yearly[] =
	"{\"code\":\"TO-01\",\"title\":{\"vi\":\"Đất và hộ của tổ sản "
	"xuất\",\"en\":\"Land and households of teams\"},"
	"\"period\":\"year\",\"answers\":\"team\",\"indicators\":["
	"{\"code\":\"households\",\"title\":{\"vi\":\"Số hộ\","
	"\"en\":\"Households\"},\"unit\":{\"vi\":\"hộ\","
	"\"en\":\"households\"},\"type\":\"count\",\"time\":\"last\","
	"\"required\":true},"
	"{\"code\":\"area\",\"title\":{\"vi\":\"Diện tích canh tác\","
	"\"en\":\"Area farmed\"},\"unit\":\"ha\",\"type\":\"amount\","
	"\"scale\":2,\"time\":\"last\"},"
	"{\"code\":\"harvest\",\"title\":{\"vi\":\"Sản lượng\","
	"\"en\":\"Harvest\"},\"unit\":{\"vi\":\"tấn\",\"en\":\"tonnes\"},"
	"\"type\":\"amount\",\"scale\":1},"
	"{\"code\":\"yield\",\"title\":{\"vi\":\"Năng suất\","
	"\"en\":\"Yield\"},\"unit\":{\"vi\":\"tấn/ha\","
	"\"en\":\"tonnes/ha\"},\"type\":\"ratio\","
	"\"of\":[\"harvest\",\"area\"]},"
	"{\"code\":\"machines\",\"title\":{\"vi\":\"Máy nông nghiệp\","
	"\"en\":\"Farm machines\"},\"type\":\"count\",\"time\":\"last\"}],"
	"\"rules\":[{\"if\":\"last(harvest) > 0\",\"check\":\"change(yield) "
	"within 50 %\",\"level\":\"warning\",\"say\":{\"vi\":\"Năng suất "
	"thay đổi {change(yield)} so với năm trước\",\"en\":\"The yield "
	"changed by {change(yield)} since the year before\"}}]}";

const char demo_reorganisation[] =
	"op,code,name,kind,parent,into,share\n"
	"create,SX-04-10,HTX Bến Cồn,cooperative,SX-04,,\n"
	"create,SX-04-11,HTX Phù Sa Đông,cooperative,SX-04,,\n"
	"create,SX-04-12,HTX Phù Sa Tây,cooperative,SX-04,,\n"
	"merge,SX-04-02,,,,SX-04-10,\n"
	"merge,SX-04-03,,,,SX-04-10,\n"
	"split,SX-04-05,,,,SX-04-11,3/5\n"
	"split,SX-04-05,,,,SX-04-12,2/5\n"
	"rename,SX-04-09,HTX Đò Giang,,,,\n";
