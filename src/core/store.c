/* store.c - makes a store, and says whether one fits this program. */
#include "core/store.h"

#include "base/day.h"
#include "core/journal.h"
#include "core/setting.h"
#include "db/migrate.h"

enum err store_check(struct ctx *c, void *unused)
{
	enum schema_state state;
	const char *name;

	(void)unused;
	TRY(migrate_state(c->db, c->mem, &state, &name));
	switch (state) {
	case SCHEMA_SAME: break;
	case SCHEMA_NONE:
		return fail(c, ERR_MISSING, NULL,
			    N_("There is no store in this database. Make one "
			       "with: tierwork init"));
	case SCHEMA_ALIEN:
		return fail(c, ERR_MISSING, NULL,
			    N_("This database is no store of Tierwork: it "
			       "holds other tables. Name another with "
			       "--store."));
	case SCHEMA_OLDER:
		return fail(c, ERR_SCHEMA, NULL,
			    N_("The store is of an older Tierwork: it lacks "
			       "migration %s. Bring it up with: tierwork "
			       "migrate"),
			    name);
	case SCHEMA_NEWER:
		return fail(c, ERR_SCHEMA, NULL,
			    N_("The store is of a newer Tierwork: it has "
			       "migration %s. Run that version."),
			    name);
	case SCHEMA_OTHER:
		return fail(c, ERR_SCHEMA, NULL,
			    N_("The store was made by another build of "
			       "Tierwork: migration %s differs. Run the "
			       "build that made it, or restore a backup."),
			    name);
	}
	return OK;
}

enum err store_make(struct ctx *c, const char *title, const char *timezone)
{
	struct val *detail = val_map(c->mem);
	enum err e;

	if (!tz_known(timezone))
		return fail(c, ERR_INVALID, "timezone",
			    N_("No such time zone: %s (write it as "
			       "Asia/Ho_Chi_Minh)"),
			    timezone);
	TRY(setting_check(c, "title", &title));
	e = migrate_fill(c->db, c->mem, c->now);
	if (e == ERR_CONFLICT)
		return fail(c, e, NULL,
			    N_("There is a store or something else in this "
			       "database already; nothing was changed."));
	TRY(e);
	TRY(setting_set(c, "title", title));
	TRY(setting_set(c, "timezone", timezone));
	TRY(setting_today(c));
	map_s(detail, "title", title);
	map_s(detail, "timezone", timezone);
	return journal_add(c, "store.init", "", detail);
}
