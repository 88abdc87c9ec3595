/* words.h - what several pages say alike. */
#ifndef WEB_PAGES_WORDS_H
#define WEB_PAGES_WORDS_H

#include "access/role.h"
#include "core/attachment.h"
#include "org/unit.h"
#include "returns/glance.h"
#include "web/web.h"

/* A kind of unit for people: the common codes are translated, any other
 * stands as it is. */
const char *kind_label(const struct ctx *c, const char *code);

/* A word of a form's file for people: "every month", "ratio of two". */
const char *form_word(const struct ctx *c, const char *code);

/* A property of a form's file for people: "type" is "Type". */
const char *form_property_word(const struct ctx *c, const char *code);

/* Whether c may make forms. */
bool form_editor(struct ctx *c);

/* "Q2 2026" within a sentence, and "Quý II/2026" at its beginning. */
void map_period(struct req *q, struct val *v, const char *key, int64_t period);

/* The period before, in the same words; "–" before the first there is. */
const char *period_before(const struct req *q, int64_t period);

/* A whole number as people read it: "3.321". */
void map_n(struct req *q, struct val *v, const char *key, int64_t n);

/* A day as people read it; DAY_MAX is null. */
void map_day_shown(struct req *q, struct val *v, const char *key, int64_t day);
/* The same of a text as views have it ("2025-07-01", or null). */
void map_iso_shown(struct req *q, struct val *v, const char *key,
		   const struct val *iso);

/* An instant as views have it, as people read it in the store's time zone. */
void map_instant_shown(struct req *q, struct val *v, const char *key,
		       const char *iso);

/* Bytes as people read them: "512 kB", "1,3 MB". */
const char *size_shown(const struct ctx *c, int64_t bytes);

/* Whether c may do that at a unit (code) today; no: also where there is none
 * in sight. */
enum err may_at(struct ctx *c, enum act act, const char *unit, bool *yes) MUST;

/* The files that came with a form, each looked at: attachment_check(). */
enum err take_files(struct req *q, const struct file_in **out, size_t *n) MUST;

/* A day as people write it, and query_day() reads it. */
const char *day_input(struct req *q, int64_t day);

/* One of several to choose from: {"value","label","current"}; current: it is
 * `chosen`. */
struct val *choice(struct ctx *c, const char *value, const char *label,
		   const char *chosen);

/* A member of a map, to be added to. */
struct val *val_member(struct val *map, const char *key);

/* unit_head_view() with what the head of a unit's pages shows: "title",
 * "kind_label", "since_shown", "until_shown". */
enum err unit_words(struct req *q, const struct unit *u, struct val **out) MUST;

/**
 * Finds the unit in the address, and chooses form, period and tree from
 * what stands after "?"; needs ACT_READ.
 */
enum err choose(struct req *q, struct unit *u, struct glance *g) MUST;

/* The same for the page of the unit itself: the glance is filled, and empty
 * (choice NULL) for who may see the unit, but not what it gave. */
enum err choose_filled(struct req *q, struct unit *u, struct unit_story *story,
		       struct glance *g) MUST;

/* What the template returns/context shows, and the words of the choice:
 * "form", "period", "tree", "period_shown", "period_first" ... `tail` is
 * what follows the unit in the page's address: "", "/figures". */
void context_words(struct req *q, const struct unit *u, const struct glance *g,
		   const char *tail, struct val *v);

#endif
