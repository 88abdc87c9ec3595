/* demo_people.c - the people of the demonstration store: invented, every one
 * of them. */
#include "cli/demo_people.h"

#include "cli/demo_calls.h"
#include "people/person.h"
#include "people/person_import.h"

#include "base/day.h"

#include <string.h>

/* Who is there from the first. Codes stand here, so that bodies and accounts
 * can name them. */
/* clang-format off */
static const char people[] =
	"code,name,unit,email,phone,from\n"
	"P1,Nguyễn Hữu Thành,SX,thanh.nguyen@song-xanh.example,0900 100 001,2019-05-01\n"
	"P2,Trần Thị Mai Hương,SX,huong.tran@song-xanh.example,0900 100 002,2019-05-01\n"
	"P3,Lê Quang Đạo,SX,dao.le@song-xanh.example,0900 100 003,2020-01-15\n"
	"P4,Phạm Thị Lụa,SX,lua.pham@song-xanh.example,0900 100 004,2021-03-01\n"
	"P5,Vũ Đình Phong,SX,phong.vu@song-xanh.example,,2018-09-01\n"
	"P6,Hoàng Thị Ánh,SX,anh.hoang@song-xanh.example,0900 100 006,2022-06-01\n"
	"P7,Đỗ Văn Ẩn,SX-01,an.do@song-xanh.example,0900 100 007,2017-01-01\n"
	"P8,Lò Thị Pán,SX-01,,0900 100 008,2020-04-01\n"
	"P9,Bùi Thị Én,SX-02,en.bui@song-xanh.example,0900 100 009,2016-02-01\n"
	"P10,Đặng Minh Khuê,SX-02,khue.dang@song-xanh.example,,2021-08-15\n"
	"P11,Ngô Bá Lộc,SX-03,loc.ngo@song-xanh.example,0900 100 011,2019-01-01\n"
	"P12,Dương Thị Nhài,SX-03,,0900 100 012,2019-01-01\n"
	"P13,Nguyễn Thị Thủy,SX-04,thuy.nguyen@song-xanh.example,0900 100 013,2018-01-01\n"
	"P14,Trịnh Công Vĩnh,SX-04,vinh.trinh@song-xanh.example,0900 100 014,2020-02-01\n"
	"P15,Phan Văn Ớt,SX-04,,0900 100 015,2021-05-01\n"
	"P16,Huỳnh Thị Yến,SX-05,yen.huynh@song-xanh.example,0900 100 016,2017-07-01\n"
	"P17,Hồ Tấn Tài,SX-05,,0900 100 017,2022-01-01\n"
	"P18,Y Ngọc Niê,SX-06,ngoc.nie@song-xanh.example,0900 100 018,2020-10-01\n"
	"P19,Võ Thị Út,SX-07,ut.vo@song-xanh.example,0900 100 019,2018-03-01\n"
	"P20,Lâm Hoài Ân,SX-08,an.lam@song-xanh.example,0900 100 020,2019-11-01\n"
	"P21,Tô Thị Biển,SX-09,bien.to@song-xanh.example,0900 100 021,2021-01-01\n"
	"P22,Nguyễn Văn Lạch,SX-04-01,lach.nguyen@song-xanh.example,0900 100 022,2016-01-01\n"
	"P23,Nguyễn Thị Lan,SX-04-01,,0900 100 023,2019-04-01\n"
	"P24,Đoàn Văn Tư,SX-04-01,,,2020-04-01\n"
	"P25,Trần Văn Thơi,SX-04-02,thoi.tran@song-xanh.example,0900 100 025,2015-06-01\n"
	"P26,Lê Thị Sen,SX-04-02,,0900 100 026,2018-06-01\n"
	"P27,Phạm Văn Gạo,SX-04-03,gao.pham@song-xanh.example,0900 100 027,2017-02-01\n"
	"P28,Đinh Thị Mận,SX-04-03,,,2021-02-01\n"
	"P29,Cao Văn Lấp,SX-04-04,lap.cao@song-xanh.example,0900 100 029,2016-09-01\n"
	"P30,Mai Thị Hòa,SX-04-04,,0900 100 030,2019-09-01\n"
	"P31,Trương Văn Sa,SX-04-05,sa.truong@song-xanh.example,0900 100 031,2016-05-01\n"
	"P32,Lý Thị Phù,SX-04-05,,0900 100 032,2020-05-01\n"
	"P33,Hà Văn Đước,SX-04-06,duoc.ha@song-xanh.example,0900 100 033,2018-08-01\n"
	"P34,Châu Thị Bưởi,SX-07-03,buoi.chau@song-xanh.example,0900 100 034,2017-10-01\n"
	"P35,Nguyễn Văn Bình,SX-07-03,,0900 100 035,2020-10-01\n"
	"P36,Tạ Quốc Hùng,SX-02-03,hung.ta@song-xanh.example,0900 100 036,2019-12-01\n"
	"P37,Kiều Thị Thắm,SX-03-01,tham.kieu@song-xanh.example,0900 100 037,2018-12-01\n"
	"P38,Lương Văn Hoà,SX-05-02,hoa.luong@song-xanh.example,,2021-06-01\n"
	"P39,Nguyen Van Binh,SX-07-03,binh.nguyen@song-xanh.example,,2024-02-01\n"
	"P40,Quách Thị Đào,SX-09-06,dao.quach@song-xanh.example,0900 100 040,2020-03-01\n";
/* clang-format on */

enum err demo_people(struct ctx *c)
{
	struct person_import in = {
		.file = {people, strlen(people)},
		.alike = true, /* P39 is P35, found twice */
	};
	struct val *report;

	return person_import(c, &in, &report);
}

enum err demo_people_later(struct ctx *c)
{
	demo_day(c, day_of(2026, 9, 7));
	TRY(person_move(c, "P15", "SX-04-10", c->today));
	TRY(person_move(c, "P32", "SX-04-12", day_of(2026, 8, 1)));
	return person_leave(c, "P24", day_of(2026, 9, 1));
}
