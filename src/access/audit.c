/* audit.c - asks who may read the journal and seal it. */
#include "access/audit.h"

#include "access/role.h"
#include "base/day.h"
#include "core/setting.h"

enum err audit_list(struct ctx *c, const struct journal_query *q,
		    struct val **list)
{
	TRY(may_all(c, ACT_AUDIT));
	return journal_list(c, q, list);
}

enum err audit_get(struct ctx *c, int64_t id, struct val **view)
{
	TRY(may_all(c, ACT_AUDIT));
	return journal_get(c, id, view);
}

enum err audit_export(struct ctx *c, int64_t from, journal_line_fn fn,
		      void *arg)
{
	TRY(may_all(c, ACT_AUDIT));
	return journal_export(c, from, fn, arg);
}

enum err audit_seals(struct ctx *c, int64_t before, int64_t most,
		     struct val **list)
{
	TRY(may_all(c, ACT_AUDIT));
	return journal_seals(c, before, most, list);
}

enum err audit_seal_get(struct ctx *c, int64_t number, struct val **view)
{
	TRY(may_all(c, ACT_AUDIT));
	return journal_seal_get(c, number, view);
}

enum err audit_seal(struct ctx *c, struct val **view)
{
	TRY(may_all(c, ACT_OPERATE));
	return journal_seal(c, view);
}

enum err audit_day(struct ctx *c, int64_t day, int64_t *at)
{
	const char *tz;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	*at = tz_day_end(tz, day - 1);
	return OK;
}
