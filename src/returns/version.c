/* version.c - the versions of one return. */
#include "returns/version.h"

#include "base/show.h"
#include "calls/key.h"
#include "core/setting.h"
#include "gen/sql_returns.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name, *label;
} states[] = {
	[VERSION_WAITING] = {"waiting", N_("Waits for the unit's head")},
	[VERSION_SUBMITTED] = {"submitted", N_("Submitted")},
	[VERSION_SENT_BACK] = {"sent-back", N_("Sent back")},
	[VERSION_REPLACED] = {"replaced", N_("Replaced by a newer version")},
	[VERSION_VOIDED] = {"voided", N_("Voided")},
	[VERSION_ACCEPTED] = {"accepted", N_("Accepted")},
};

static const char *const word_kinds[] = {
	[WORD_TEXT] = "text",
	[WORD_WHY] = "why",
	[WORD_NOTE] = "note",
};

const char *version_state_name(enum version_state s)
{
	return states[s].name;
}

const char *version_state_label(enum version_state s)
{
	return states[s].label;
}

static enum version_state state_of(const char *name)
{
	size_t i = 0;

	while (strcmp(states[i].name, name)) {
		i++;
		assert(i < COUNT(states));
	}
	return (enum version_state)i;
}

enum err version_list(struct ctx *c, int64_t key, struct version **out,
		      size_t *n)
{
	struct version_row *row;

	TRY(sql_version_list(c, key, &row, n));
	*out = arena_array(c->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct version){
			.n = row[i].version,
			.state = state_of(row[i].state),
			.form_version = row[i].form_version,
			.sent_at = row[i].sent_at,
			.sent_by = row[i].sent_by,
			.sender = row[i].sender,
			.accepted_at = row[i].accepted_at.value,
			.accepted_by = row[i].accepted_by,
			.accepter = row[i].accepter,
		};
	return OK;
}

const struct version *version_in(const struct version *list, size_t n,
				 enum version_state state)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].state == state)
			return &list[i];
	return NULL;
}

enum err version_conflict(struct ctx *c, const struct version *v)
{
	const char *who = v->sender ? v->sender : tr(c, N_("the operator"));
	const char *zone, *at;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &zone));
	at = show_instant(c->mem, v->sent_at, zone, c->lang);
	if (v->state == VERSION_ACCEPTED)
		return fail(c, ERR_CONFLICT, "version",
			    N_("Version %lld, which %s handed in on %s, is "
			       "accepted. Begin a correction to change it."),
			    (long long)v->n, who, at);
	return fail(c, ERR_CONFLICT, "version",
		    N_("%2$s handed this return in on %3$s: version %1$lld "
		       "waits to be looked at. Begin a correction to change "
		       "it."),
		    (long long)v->n, who, at);
}

enum err version_values(struct ctx *c, const struct form *f, int64_t key,
			int64_t version, struct values **out)
{
	struct version_values row;

	TRY(sql_version_values(c, key, version, &row));
	*out = values_new(c->mem, f->slots);
	return values_unpack(row.values_, *out) ? OK : ERR_BROKEN;
}

/* Two who write one return at once: the second begins again, and then finds
 * what the first did. */
static enum err at_once(enum err e)
{
	return e == ERR_CONFLICT ? ERR_BUSY : e;
}

/* What counts now, locked. *old NULL: nothing does. */
static enum err counting(struct ctx *c, const struct form *f, int64_t key,
			 int64_t *version, struct values **old)
{
	struct accepted_row row;
	enum err e = sql_accepted_lock(c, key, &row);

	*old = NULL;
	*version = 0;
	if (e == ERR_MISSING)
		return OK;
	TRY(e);
	*old = values_new(c->mem, f->slots);
	*version = row.version;
	return values_unpack(row.values_, *old) ? OK : ERR_BROKEN;
}

/* What counted goes to the old versions. */
static enum err retire(struct ctx *c, const int64_t *key, size_t n,
		       enum version_state as)
{
	struct accepted_retired *row = arena_array(c->mem, n, sizeof(*row));
	struct accepted_key *gone = arena_array(c->mem, n, sizeof(*gone));

	for (size_t i = 0; i < n; i++) {
		row[i] = (struct accepted_retired){key[i], states[as].name};
		gone[i].id = key[i];
	}
	TRY(at_once(sql_accepted_retire(c, row, n)));
	return sql_accepted_drop(c, gone, n);
}

enum err version_put(struct ctx *c, const struct form *f, int64_t key,
		     const struct values *v, enum version_state as,
		     int64_t *version, struct rollup_change *ch)
{
	struct blob packed = values_pack(c->mem, v);
	struct version_number last;
	struct values *old = NULL;
	int64_t before;

	TRY(sql_version_last(c, key, &last));
	*version = last.version + 1;
	if (last.version)
		TRY(sql_response_replace(c, key, true, as != VERSION_WAITING));
	if (as != VERSION_ACCEPTED)
		return at_once(sql_response_put(c, key, *version,
						states[as].name, f->version,
						packed, c->now, c->account));
	if (last.version)
		TRY(counting(c, f, key, &before, &old));
	if (old)
		TRY(retire(c, &key, 1, VERSION_REPLACED));
	*ch = (struct rollup_change){key_unit(key), true, old, v};
	return at_once(sql_accepted_put(c, key, *version, f->version, packed,
					c->now, c->account, c->now,
					c->account));
}

enum err version_words_put(struct ctx *c, int64_t key, int64_t version,
			   const struct version_word *word, size_t n)
{
	struct answer_text_row *row = arena_array(c->mem, n, sizeof(*row));

	for (size_t i = 0; i < n; i++)
		row[i] = (struct answer_text_row){
			.id = key,
			.version = version,
			.what = word_kinds[word[i].kind],
			.code = word[i].code,
			.body = word[i].body,
		};
	return sql_answer_text_put(c, row, n);
}

enum err version_words(struct ctx *c, int64_t key, int64_t version,
		       struct version_word **word, size_t *n)
{
	struct answer_word *row;

	TRY(sql_answer_text_list(c, key, version, &row, n));
	*word = arena_array(c->mem, *n, sizeof(**word));
	for (size_t i = 0; i < *n; i++) {
		enum word_kind k = WORD_TEXT;

		while (strcmp(word_kinds[k], row[i].what))
			k++;
		(*word)[i] = (struct version_word){k, row[i].code, row[i].body};
	}
	return OK;
}

enum err version_turn(struct ctx *c, int64_t key, int64_t version,
		      enum version_state from, enum version_state to)
{
	int64_t changed;

	TRY(sql_response_turn(c, key, version, states[from].name,
			      states[to].name, &changed));
	return changed ? OK : ERR_BUSY;
}

enum err version_approve(struct ctx *c, int64_t key, int64_t version)
{
	TRY(sql_response_replace(c, key, false, true));
	return version_turn(c, key, version, VERSION_WAITING,
			    VERSION_SUBMITTED);
}

enum err versions_accept(struct ctx *c, const struct version_taken *t, size_t n)
{
	struct accepted_taken *take = arena_array(c->mem, n, sizeof(*take));
	struct response_key *drop = arena_array(c->mem, n, sizeof(*drop));
	int64_t *had = arena_array(c->mem, n, sizeof(*had));
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		take[i] = (struct accepted_taken){t[i].key, t[i].version,
						  c->now, c->account};
		drop[i] = (struct response_key){t[i].key, t[i].version};
		if (t[i].replaces)
			had[m++] = t[i].key;
	}
	TRY(retire(c, had, m, VERSION_REPLACED));
	TRY(at_once(sql_accepted_take(c, take, n)));
	return sql_response_drop(c, drop, n);
}

enum err version_accept(struct ctx *c, const struct form *f, int64_t key,
			int64_t version, struct rollup_change *ch)
{
	struct version_taken take = {key, version, false};
	struct response_state is;
	struct values *old, *now;
	int64_t before;
	enum err e = sql_response_lock(c, key, version, &is);

	if (e == ERR_MISSING ||
	    (e == OK && state_of(is.state) != VERSION_SUBMITTED))
		return ERR_BUSY;
	TRY(e);
	TRY(version_values(c, f, key, version, &now));
	TRY(counting(c, f, key, &before, &old));
	take.replaces = old != NULL;
	*ch = (struct rollup_change){key_unit(key), true, old, now};
	return versions_accept(c, &take, 1);
}

enum err version_void(struct ctx *c, const struct form *f, int64_t key,
		      int64_t *version, struct rollup_change *ch)
{
	struct values *old;

	TRY(counting(c, f, key, version, &old));
	if (!old)
		return ERR_MISSING;
	*ch = (struct rollup_change){key_unit(key), true, old, NULL};
	return retire(c, &key, 1, VERSION_VOIDED);
}

enum err versions_count(struct ctx *c, const struct form *f, int64_t period,
			const struct rollup_change *ch, size_t n)
{
	if (n == 0)
		return OK;
	TRY(sql_form_period_add(c, f->id, period));
	return rollup_apply(c, f, period, ch, n);
}
