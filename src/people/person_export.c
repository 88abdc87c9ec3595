/* person_export.c - people as a file that person_import() reads. */
#include "people/person.h"

#include "access/sight.h"
#include "base/csv.h"
#include "base/day.h"
#include "org/unit.h"
#include "people/vcard.h"

struct export
{
	struct buf *out;
	bool cards;
};

static const char *or_none(const char *s)
{
	return s ? s : "";
}

static enum err put(void *arg, const struct person_line *p)
{
	const struct export *x = arg;
	const char *email = or_none(p->email), *phone = or_none(p->phone);
	char day[11];

	if (x->cards) {
		vcard_write(x->out, &(struct vcard){.name = p->name,
						    .email = email,
						    .phone = phone,
						    .org = p->unit});
		return OK;
	}
	csv_cell(x->out, p->code, false);
	csv_cell(x->out, p->name, false);
	csv_cell(x->out, p->unit, false);
	csv_cell(x->out, email, false);
	csv_number(x->out, phone, false);
	csv_cell(x->out, day_iso(p->since, day), true);
	return OK;
}

enum err person_export(struct ctx *c, const char *unit, int64_t at, bool cards,
		       struct buf *out)
{
	struct export x = {out, cards};
	struct unit u = {0};
	struct sight s;

	if (unit) {
		TRY(unit_get(c, unit, at, &u));
		TRY(may(c, ACT_KNOW, u.id));
	}
	TRY(sight_get(c, ACT_KNOW, &s));
	if (!cards)
		buf_str(out, "code,name,unit,email,phone,from\n");
	return sql_person_export(c, u.id, at, s.all, c->account, c->today,
				 s.powers, put, &x);
}
