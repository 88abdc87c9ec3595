/* show.c - days, instants and periods as people read them. */
#include "base/show.h"

#include "base/day.h"
#include "base/period.h"

#include <inttypes.h>
#include <string.h>

static const char *const months[] = {
	"January", "February", "March",	    "April",   "May",	   "June",
	"July",	   "August",   "September", "October", "November", "December"};
static const char *const roman[] = {"I", "II", "III", "IV"};

static bool is_vi(const char *lang)
{
	return !strcmp(lang, "vi");
}

const char *show_day(struct arena *mem, int64_t day, const char *lang)
{
	int64_t y, m, d;

	day_civil(day, &y, &m, &d);
	if (is_vi(lang))
		return arena_printf(mem, "%02d/%02d/%04d", (int)d, (int)m,
				    (int)y);
	return arena_printf(mem, "%d %.3s %04d", (int)d, months[m - 1], (int)y);
}

const char *show_instant(struct arena *mem, int64_t at, const char *tz,
			 const char *lang)
{
	int64_t there = at + tz_offset(tz, at);
	int64_t minute = (there % 86400 + 86400) % 86400 / 60;

	return arena_printf(mem, "%s %02d:%02d",
			    show_day(mem, tz_day(tz, at), lang),
			    (int)(minute / 60), (int)(minute % 60));
}

const char *show_period(struct arena *mem, int64_t period, const char *lang)
{
	bool vi = is_vi(lang);
	int64_t y, m, d;

	day_civil(period_first_day(period), &y, &m, &d);
	switch (period_kind(period)) {
	case PERIOD_YEAR:
		return arena_printf(mem, vi ? "năm %d" : "%d", (int)y);
	case PERIOD_HALF:
		if (vi)
			return arena_printf(mem, "6 tháng %s năm %d",
					    m == 1 ? "đầu" : "cuối", (int)y);
		return arena_printf(mem, "H%d %d", m == 1 ? 1 : 2, (int)y);
	case PERIOD_QUARTER:
		if (vi)
			return arena_printf(mem, "quý %s/%d",
					    roman[(m - 1) / 3], (int)y);
		return arena_printf(mem, "Q%d %d", (int)(m - 1) / 3 + 1,
				    (int)y);
	case PERIOD_MONTH:
		if (vi)
			return arena_printf(mem, "tháng %d/%d", (int)m, (int)y);
		return arena_printf(mem, "%s %d", months[m - 1], (int)y);
	case PERIOD_WEEK:
		period_place(period, &y, &m);
		return arena_printf(mem,
				    vi ? "tuần %d năm %d" : "week %d of %d",
				    (int)m, (int)y);
	case PERIOD_SCHOOL:
		return arena_printf(mem,
				    vi ? "năm học %d–%d" : "school year %d–%d",
				    (int)y, (int)y + 1);
	}
	return "";
}

const char *show_period_short(struct arena *mem, int64_t period,
			      const char *lang)
{
	bool vi = is_vi(lang);
	int64_t y, m, d;
	int yy;

	day_civil(period_first_day(period), &y, &m, &d);
	yy = (int)(y % 100);
	switch (period_kind(period)) {
	case PERIOD_YEAR: return arena_printf(mem, "%d", (int)y);
	case PERIOD_HALF:
		if (vi)
			return arena_printf(mem, "%s %02d",
					    m == 1 ? "đầu" : "cuối", yy);
		return arena_printf(mem, "H%d %02d", m == 1 ? 1 : 2, yy);
	case PERIOD_QUARTER:
		if (vi)
			return arena_printf(mem, "%s/%02d", roman[(m - 1) / 3],
					    yy);
		return arena_printf(mem, "Q%d %02d", (int)(m - 1) / 3 + 1, yy);
	case PERIOD_MONTH:
		if (vi)
			return arena_printf(mem, "%02d/%02d", (int)m, yy);
		return arena_printf(mem, "%.3s %02d", months[m - 1], yy);
	case PERIOD_WEEK:
		period_place(period, &y, &m);
		return arena_printf(mem, vi ? "tuần %d/%02d" : "W%d %02d",
				    (int)m, (int)(y % 100));
	case PERIOD_SCHOOL:
		return arena_printf(mem, "%d–%02d", (int)y, (int)(y + 1) % 100);
	}
	return "";
}

const char *show_first(struct arena *mem, const char *s)
{
	char *t = arena_text(mem, s);

	if (*t >= 'a' && *t <= 'z')
		*t = (char)(*t - 'a' + 'A');
	return t;
}
