/* setting.h - the few facts about a store that an administrator sets. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "core/ctx.h"

#define TIMEZONE_DEFAULT      "Asia/Ho_Chi_Minh"
#define TICK_DEFAULT	      "20"
#define REMINDERS_DEFAULT     "-3,0,2"
#define KEEP_PEOPLE_DEFAULT   "5"
#define KEEP_ACCOUNTS_DEFAULT "365"
#define UPLOAD_DEFAULT	      "50"
#define READ_FILES_DEFAULT    "yes"

/* The value, or `otherwise` where it was never set. */
enum err setting_get(struct ctx *c, const char *name, const char *otherwise,
		     const char **value) MUST;

/* The same of a secret one, opened; "" where it was never set.
 * ERR_BROKEN  as secret_open() */
enum err setting_secret(struct ctx *c, const char *name,
			const char **value) MUST;

/* Sets it. Writes no journal entry: the act that calls it does. */
enum err setting_set(struct ctx *c, const char *name, const char *value) MUST;

/**
 * The value of a setting that the program knows, or its default; of a
 * secret one only asterisks.
 * ERR_MISSING: it knows none of that name.
 */
enum err setting_read(struct ctx *c, const char *name, const char **value) MUST;

/* All that the program knows: [{"name","value","default","about"}]. */
enum err setting_list(struct ctx *c, struct val **list) MUST;

/**
 * Brings *value into the form in which it is kept.
 * ERR_MISSING, ERR_INVALID  as setting_change()
 */
enum err setting_check(struct ctx *c, const char *name,
		       const char **value) MUST;

/**
 * Sets one as an act of its own: checked and journalled.
 *
 * ERR_MISSING  the program knows no setting of that name
 * ERR_INVALID  the value is not one for it
 */
enum err setting_change(struct ctx *c, const char *name,
			const char *value) MUST;

/* Of those that are kept sealed the i-th name, from 0; NULL: no more. */
const char *setting_secret_name(size_t i);

/* How a sealed value stands among the settings, and the other way round:
 * !*is_sealed: it is of an older store, and *value as it was typed.
 * ERR_BROKEN: damaged. */
const char *setting_wrap(struct arena *mem, struct blob sealed);
enum err setting_unwrap(struct ctx *c, const char *text, bool *is_sealed,
			struct blob *value) MUST;

/* Fills c->today from c->now and the store's time zone. */
enum err setting_today(struct ctx *c) MUST;

#endif
