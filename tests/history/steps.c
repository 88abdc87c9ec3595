/* steps.c - thousands of random acts on a small tree, and after each of
 * them a recount from scratch that must agree.
 *
 *	steps STORE SEED STEPS
 *
 * Many acts are refused: then nothing may have changed. What figures are
 * right is told by history.py, against a model of its own; this tells, much
 * faster, that what is kept stays equal to what the returns add up to. */
#include "base/day.h"
#include "base/period.h"
#include "core/store.h"
#include "org/reorganise.h"
#include "org/tree.h"
#include "org/unit.h"
#include "people/members.h"
#include "people/person.h"
#include "returns/form.h"
#include "returns/reshape.h"
#include "returns/response.h"
#include "returns/verify.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_UNITS 120

static const char *const forms[] = {"M", "Q"};

struct split {
	char code[16], part[2][16];
};

struct play {
	struct ctx *c;
	uint64_t seed;
	int64_t first;		       /* day on which the tree begins */
	int made;		       /* units so far, for their codes */
	int undoable;		       /* reorganisations registered */
	struct buf text;	       /* of the act in hand */
	char code[MOST_UNITS * 2][16]; /* of the units that there are */
	int n;
	/* a division without shares: drawn, and the last that held */
	struct split drawn, held;
	int held_in;  /* the reorganisation */
	int64_t late; /* the latest day of one */
	int people;   /* so far; their codes are P1, P2 ... */
};

struct deed {
	const char *name;
	int weight;
	enum err (*run)(struct ctx *c, void *play);
	int done, refused;
};

/* SplitMix64 (Steele, Lea, Flood 2014). */
static int chance(struct play *p, int below)
{
	uint64_t z = p->seed += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (int)((z ^ z >> 31) % (uint64_t)below);
}

static const char *any_unit(struct play *p)
{
	return p->code[chance(p, p->n)];
}

static const char *any_kind(struct play *p)
{
	static const char *const kind[] = {"region", "branch", "cell"};

	return kind[chance(p, 3)];
}

static struct blob text_of(const struct play *p)
{
	return (struct blob){p->text.s, p->text.len};
}

static const char *new_code(struct play *p)
{
	return arena_printf(p->c->mem, "U%d", p->made++);
}

static enum err import_units(struct ctx *c, void *play)
{
	struct play *p = play;
	struct unit_imported done;
	const char *parent = p->n ? any_unit(p) : "";

	if (p->n >= MOST_UNITS)
		return ERR_CONFLICT;
	buf_str(&p->text, "code,name,kind,parent,from\n");
	for (int i = chance(p, 4); i >= 0; i--) {
		const char *code = new_code(p);

		buf_printf(&p->text, "%s,Unit %s,%s,%s,%s\n", code, code,
			   *parent ? any_kind(p) : "top", parent,
			   *parent ? "" : "2023-01-01");
		parent = chance(p, 2) || !*parent ? code : parent;
	}
	return unit_import(c, text_of(p), &reshape_hooks, &done);
}

static void put_split(struct play *p, const char *code)
{
	static const char *const share[][2] = {
		{"1/3", "2/3"}, {"0.5", "50%"}, {"", ""}, {"1/2", "1/3"}};
	int s = chance(p, (int)COUNT(share));

	for (int i = 0; i < 2; i++) {
		bool fresh = chance(p, 3) > 0;
		const char *into = fresh ? new_code(p) : any_unit(p);

		if (fresh)
			buf_printf(&p->text, "create,%s,Part,%s,%s,,\n", into,
				   any_kind(p), any_unit(p));
		buf_printf(&p->text, "split,%s,,,,%s,%s\n", code, into,
			   share[s][i]);
		if (!*share[s][0]) {
			snprintf(p->drawn.code, 16, "%s", code);
			snprintf(p->drawn.part[i], 16, "%s", into);
		}
	}
}

static void put_op(struct play *p)
{
	const char *code = any_unit(p);

	switch (chance(p, 8)) {
	case 0:
		buf_printf(&p->text, "create,%s,New,%s,%s,,\n", new_code(p),
			   any_kind(p), any_unit(p));
		break;
	case 1: buf_printf(&p->text, "rename,%s,Again,,,,\n", code); break;
	case 2:
		buf_printf(&p->text, "retype,%s,,%s,,,\n", code, any_kind(p));
		break;
	case 3:
		buf_printf(&p->text, "merge,%s,,,,%s,\n", code, any_unit(p));
		break;
	case 4: put_split(p, code); break;
	case 5: buf_printf(&p->text, "close,%s,,,,,\n", code); break;
	default:
		buf_printf(&p->text, "move,%s,,,%s,,\n", code, any_unit(p));
		break;
	}
}

static enum err reorganise(struct ctx *c, void *play)
{
	struct play *p = play;
	struct reorganise_ask ask = {
		.day = chance(p, 4) ? p->late + chance(p, 9)
				    : p->first + 20 + chance(p, 900),
		.decision = "1/QD",
		.hooks = &reshape_hooks,
	};
	struct val *report;

	p->drawn = (struct split){0};
	buf_str(&p->text, "op,code,name,kind,parent,into,share\n");
	for (int i = chance(p, 4) / 2; i >= 0; i--)
		put_op(p);
	ask.file = text_of(p);
	TRY(reorganise_apply(c, &ask, &report));
	p->undoable = (int)val_get(report, "id")->i;
	p->late = ask.day > p->late ? ask.day : p->late;
	if (*p->drawn.code) {
		p->held = p->drawn;
		p->held_in = p->undoable;
	}
	return OK;
}

static enum err undo(struct ctx *c, void *play)
{
	struct play *p = play;
	struct val *report;

	return reorganise_undo(c, p->undoable - chance(p, 3), &reshape_hooks,
			       &report);
}

static enum err shares(struct ctx *c, void *play)
{
	struct play *p = play;
	struct val *report;

	if (!p->held_in)
		return ERR_MISSING;
	buf_printf(&p->text, "code,into,share\n%s,%s,1/4\n%s,%s,3/4\n",
		   p->held.code, p->held.part[0], p->held.code,
		   p->held.part[1]);
	return reorganise_shares(c, p->held_in, text_of(p), &reshape_hooks,
				 &report);
}

/* Every version adds an indicator, and other kinds may have to answer. */
static enum err make_form(struct ctx *c, void *play)
{
	struct play *p = play;
	int which = chance(p, 2);
	struct val *view;

	buf_printf(&p->text,
		   "{\"code\":\"%s\",\"title\":\"T\",\"period\":\"%s\","
		   "\"answers\":[\"branch\"%s],\"indicators\":["
		   "{\"code\":\"s\",\"title\":\"S\",\"type\":\"count\"},"
		   "{\"code\":\"m\",\"title\":\"M\",\"type\":\"amount\","
		   "\"scale\":2,\"tree\":\"mean\"},"
		   "{\"code\":\"lo\",\"title\":\"L\",\"type\":\"amount\","
		   "\"tree\":\"min\"},"
		   "{\"code\":\"hi\",\"title\":\"H\",\"type\":\"amount\","
		   "\"tree\":\"max\"},"
		   "{\"code\":\"n\",\"title\":\"N\",\"type\":\"count\","
		   "\"tree\":\"none\"}",
		   forms[which], which ? "quarter" : "month",
		   chance(p, 2) ? ",\"cell\"" : ",\"region\"");
	for (int i = chance(p, 4); i > 0; i--)
		buf_printf(&p->text,
			   ",{\"code\":\"x%d\",\"title\":\"X\","
			   "\"type\":\"count\"}",
			   i);
	buf_str(&p->text, "]}");
	return form_import(c, text_of(p), &view);
}

static void put_values(struct play *p, const char *unit)
{
	buf_printf(&p->text, "%s", unit);
	for (int i = 0; i < 5; i++) {
		bool huge = chance(p, 400) == 0;

		if (chance(p, 4) == 0)
			buf_str(&p->text, ",");
		else
			buf_printf(&p->text, ",%s%d%s",
				   chance(p, 3) == 0 && i % 4 ? "-" : "",
				   chance(p, 20),
				   huge ? "00000000000000000" : "");
	}
	buf_str(&p->text, "\n");
}

static enum err take_returns(struct ctx *c, void *play)
{
	struct play *p = play;
	int which = chance(p, 2);
	int64_t day = p->first + chance(p, 500);
	struct response_file file = {
		.form = forms[which],
		.accept = chance(p, 5) > 0,
		.partial = chance(p, 4) > 0,
	};
	struct val *view;
	char period[12];

	file.period = period_text(
		period_of(which ? PERIOD_QUARTER : PERIOD_MONTH, day), period);
	buf_str(&p->text, "unit,s,m,lo,hi,n\n");
	for (int i = chance(p, 12); i >= 0; i--)
		put_values(p, any_unit(p));
	file.csv = text_of(p);
	return response_import(c, &file, &view);
}

/* ---- people ---- */

static int64_t any_day(struct play *p)
{
	return p->first + chance(p, 1100);
}

static const char *any_person(struct play *p)
{
	return arena_printf(p->c->mem, "P%d",
			    1 + chance(p, p->people ? p->people : 1));
}

static enum err join(struct ctx *c, void *play)
{
	struct play *p = play;
	struct person_given in = {
		.code = arena_printf(c->mem, "P%d", p->people + 1),
		.name = "Nguyễn Văn An",
		.email = "",
		.phone = "",
		.unit = any_unit(p),
		.from = any_day(p),
	};
	const char *code;

	TRY(person_add(c, &in, &code));
	p->people++;
	return OK;
}

static enum err move(struct ctx *c, void *play)
{
	struct play *p = play;

	return person_move(c, any_person(p), any_unit(p), any_day(p));
}

static enum err leave(struct ctx *c, void *play)
{
	struct play *p = play;

	return person_leave(c, any_person(p), any_day(p));
}

static enum err merge(struct ctx *c, void *play)
{
	struct play *p = play;

	return person_merge(c, any_person(p), any_person(p));
}

/* One day of everybody, unit by unit. */
struct census {
	const struct tree *t;
	int64_t day;
	int64_t *n; /* by unit */
};

/* Counts at its unit, and at all that is above it that day. */
static enum err take_member(void *arg, const struct membership *row)
{
	struct census *s = arg;
	int32_t u = tree_by_id(s->t, row->unit);

	if (s->day < row->since || s->day > row->until)
		return OK;
	while (u >= 0) {
		const struct tree_fact *f = tree_fact_at(s->t, u, s->day);

		if (!f)
			return ERR_BROKEN;
		s->n[u]++;
		u = f->parent;
	}
	return OK;
}

/* The numbers that are kept, held against counting heads. */
static enum err count_heads(struct ctx *c, struct play *p, const struct tree *t)
{
	struct census s = {.t = t, .day = any_day(p)};
	int64_t kept;

	s.n = arena_array(c->mem, (size_t)t->n, sizeof(*s.n));
	TRY(sql_membership_all(c, take_member, &s));
	for (int32_t u = 0; u < t->n; u++) {
		TRY(members_count(c, t->unit[u].id, s.day, &kept));
		if (tree_fact_at(t, u, s.day) && kept != s.n[u])
			return fail(c, ERR_CONFLICT, NULL,
				    "%s has %lld members, not %lld",
				    t->unit[u].code, (long long)s.n[u],
				    (long long)kept);
	}
	return OK;
}

static struct deed acts[] = {
	{"import units", 6, import_units, 0, 0},
	{"reorganise", 44, reorganise, 0, 0},
	{"undo", 5, undo, 0, 0},
	{"shares", 3, shares, 0, 0},
	{"make a form", 2, make_form, 0, 0},
	{"take returns", 25, take_returns, 0, 0},
	{"join", 8, join, 0, 0},
	{"move", 4, move, 0, 0},
	{"leave", 2, leave, 0, 0},
	{"merge", 1, merge, 0, 0},
};

static struct deed *any_act(struct play *p)
{
	int at = chance(p, 100);
	size_t i = 0;

	while (at >= acts[i].weight)
		at -= acts[i++].weight;
	return &acts[i];
}

static void stop(const struct play *p, int step, const char *name, enum err e)
{
	fprintf(stderr, "step %d (%s): %s: %s %s\n%s\n", step, name,
		err_name(e), p->c->why ? p->c->why : "", p->c->db->error,
		p->text.s ? p->text.s : "");
	exit(1);
}

/* Verifies, and sees which units there are. */
static enum err recount(struct ctx *c, void *play)
{
	struct play *p = play;
	struct tree *t;
	struct val *view;

	TRY(verify(c, &view));
	TRY(tree_load(c, &t));
	for (p->n = 0; p->n < t->n && p->n < (int)COUNT(p->code); p->n++)
		snprintf(p->code[p->n], sizeof(p->code[0]), "%s",
			 t->unit[p->n].code);
	return count_heads(c, p, t);
}

static void step(struct play *p, struct deed *a, int n)
{
	enum err e;

	arena_reset(p->c->mem);
	p->text = (struct buf){.mem = p->c->mem};
	e = run_unit(p->c, DB_WRITE, a->run, p);
	a->done += e == OK;
	a->refused += e != OK;
	if (e != OK && e != ERR_INVALID && e != ERR_CONFLICT &&
	    e != ERR_MISSING)
		stop(p, n, a->name, e);
	e = run_unit(p->c, DB_READ, recount, p);
	if (e != OK)
		stop(p, n, a->name, e);
}

static enum err make(struct ctx *c, void *unused)
{
	(void)unused;
	return store_make(c, "History", "Asia/Ho_Chi_Minh");
}

static int report(int steps)
{
	int idle = 0;

	for (size_t i = 0; i < COUNT(acts); i++) {
		printf("%-14s %5d done, %5d refused\n", acts[i].name,
		       acts[i].done, acts[i].refused);
		idle += acts[i].done == 0;
	}
	if (idle && steps >= 1000)
		puts("an act that never came about proves nothing");
	return idle && steps >= 1000;
}

int main(int argc, char **argv)
{
	struct ctx c = {.mem = arena_new(), .lang = "en", .is_operator = true};
	struct play p = {.c = &c,
			 .first = day_of(2023, 1, 1),
			 .late = day_of(2023, 3, 1)};
	int steps;
	enum err e;

	if (argc != 4 || sodium_init() < 0)
		return 2;
	p.seed = strtoull(argv[2], NULL, 10);
	steps = (int)strtol(argv[3], NULL, 10);
	c.today = day_of(2025, 7, 1);
	c.now = c.today * 86400;
	e = db_open(argv[1], DB_NEW, &c.db);
	if (e == OK)
		e = run_unit(&c, DB_WRITE, make, NULL);
	if (e != OK)
		stop(&p, 0, "make", e);
	step(&p, &acts[0], 0);
	step(&p, &acts[4], 0);
	for (int i = 1; i <= steps; i++)
		step(&p, any_act(&p), i);
	e = (enum err)report(steps);
	db_close(c.db);
	arena_free(c.mem);
	return (int)e;
}
