/* long.c - work that takes longer than a page may. */
#include "web/long.h"

#include "base/random.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define AT_ONCE 4
/* so many that one of before a restart is not met again */
#define IDS  1000000000000
#define KEPT 64 /* that ended, until newer ones push them out */

enum long_state { LONG_FREE, LONG_RUNS, LONG_DONE, LONG_FAILED };

struct long_work {
	_Atomic int64_t done, of;
	/* the rest under `lock`, but for the thread that runs */
	enum long_state state;
	int64_t id, account, began;
	struct arena *mem; /* from begin to the next use of this place */
	struct ctx c;
	struct fields form;
	const char *title, *href, *why;
	long_fn fn;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t idle;
	const char *store;
	struct writer *writer;
	int64_t (*now)(void);
	struct long_work work[KEPT];
	int running;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER};

void long_open(const char *store, struct writer *writer, int64_t (*now)(void))
{
	all.store = store;
	all.writer = writer;
	all.now = now;
}

void long_close(void)
{
	pthread_mutex_lock(&all.lock);
	while (all.running)
		pthread_cond_wait(&all.idle, &all.lock);
	for (size_t i = 0; i < KEPT; i++) {
		if (all.work[i].mem)
			arena_free(all.work[i].mem);
		all.work[i] = (struct long_work){0};
	}
	pthread_mutex_unlock(&all.lock);
}

void long_progress(void *work, int64_t done, int64_t of)
{
	struct long_work *w = work;

	atomic_store(&w->of, of);
	atomic_store(&w->done, done);
}

/* ---- running ---- */

static enum err do_it(struct ctx *c, void *work)
{
	struct long_work *w = work;

	return w->fn(c, w, &w->form, &w->href);
}

static enum err run(struct long_work *w)
{
	enum err e = db_open(all.store, DB_SERVE, &w->c.db);

	if (e == OK)
		e = run_unit(&w->c, DB_WRITE, do_it, w);
	if (e != OK)
		fprintf(stderr, "unit=long err=%s detail=\"%s\"\n", err_name(e),
			w->c.why ? w->c.why : "");
	db_close(w->c.db);
	w->c.db = NULL;
	return e;
}

/* What went wrong, in words: the first faults of a file or form too. */
static const char *why_of(struct ctx *c)
{
	struct buf b = {.mem = c->mem};

	buf_str(&b, c->why ? c->why
			   : tr(c, N_("Something went wrong. Nothing was "
				      "changed; try again.")));
	for (const struct fault *f = c->faults; f && b.len < 2000; f = f->next)
		buf_printf(&b, " %s", f->why);
	return b.s;
}

static void *thread(void *work)
{
	struct long_work *w = work;
	enum err e = run(w);

	pthread_mutex_lock(&all.lock);
	w->state = e == OK ? LONG_DONE : LONG_FAILED;
	if (e != OK)
		w->why = why_of(&w->c);
	all.running--;
	pthread_cond_broadcast(&all.idle);
	pthread_mutex_unlock(&all.lock);
	return NULL;
}

/* ---- beginning ---- */

/* A free place, or that of the one that ended and began first. */
static struct long_work *place(void)
{
	struct long_work *at = NULL;

	for (size_t i = 0; i < KEPT; i++) {
		struct long_work *w = &all.work[i];

		if (w->state == LONG_RUNS)
			continue;
		if (!at || (at->state != LONG_FREE &&
			    (w->state == LONG_FREE || w->began < at->began)))
			at = w;
	}
	return at;
}

static void copy_form(struct long_work *w, const struct fields *form)
{
	w->form.n = form->n;
	w->form.at = arena_array(w->mem, form->n, sizeof(*w->form.at));
	for (size_t i = 0; i < form->n; i++)
		w->form.at[i] =
			(struct field){arena_text(w->mem, form->at[i].name),
				       arena_text(w->mem, form->at[i].value)};
}

static void fill(struct long_work *w, const struct req *q, const char *title,
		 long_fn fn)
{
	if (w->mem)
		arena_free(w->mem);
	*w = (struct long_work){
		.state = LONG_RUNS,
		.id = 1 + random_below(IDS),
		.account = q->c->account,
		.began = q->c->now,
		.mem = arena_new(),
		.fn = fn,
	};
	w->title = arena_text(w->mem, title);
	copy_form(w, &q->form);
	w->c = (struct ctx){
		.mem = w->mem,
		.writer = all.writer,
		.now = all.now(),
		.today = q->c->today,
		.account = q->c->account,
		.work = q->c->work,
		.acts = q->c->acts,
		.lang = strcmp(q->c->lang, "en") ? "vi" : "en",
	};
}

enum err long_begin(struct req *q, struct reply *p, const char *title,
		    long_fn fn)
{
	struct long_work *w = NULL;
	pthread_t t;
	int64_t id;

	pthread_mutex_lock(&all.lock);
	if (all.running < AT_ONCE)
		w = place();
	if (w) {
		fill(w, q, title, fn);
		if (pthread_create(&t, NULL, thread, w) == 0) {
			pthread_detach(t);
			all.running++;
			id = w->id;
		} else {
			w->state = LONG_FREE;
			w = NULL;
		}
	}
	pthread_mutex_unlock(&all.lock);
	if (!w)
		return fail(q->c, ERR_BUSY, NULL,
			    N_("Much is under way already. Try again in a "
			       "minute."));
	return see_other(q, p, "/work/%lld", (long long)id);
}

/* ---- its page ---- */

static struct val *work_view(struct req *q, const struct long_work *w)
{
	static const char *const states[] = {
		[LONG_FREE] = "free",
		[LONG_RUNS] = "runs",
		[LONG_DONE] = "done",
		[LONG_FAILED] = "failed",
	};
	struct val *v = val_map(q->c->mem);
	int64_t done = atomic_load(&w->done), of = atomic_load(&w->of);

	map_s(v, "title", arena_text(q->c->mem, w->title));
	map_s(v, "state", states[w->state]);
	map_i(v, "done", done);
	map_i(v, "of", of);
	/* the thread's own until it has ended: nothing is there before */
	map_s(v, "at",
	      w->state == LONG_DONE ? arena_text(q->c->mem, w->href) : NULL);
	map_s(v, "why", w->why ? arena_text(q->c->mem, w->why) : NULL);
	return v;
}

static struct val *find(struct req *q)
{
	struct val *v = NULL;

	pthread_mutex_lock(&all.lock);
	for (size_t i = 0; i < KEPT && !v; i++)
		if (all.work[i].state != LONG_FREE && all.work[i].id == q->id &&
		    all.work[i].account == q->c->account)
			v = work_view(q, &all.work[i]);
	pthread_mutex_unlock(&all.lock);
	return v;
}

/* GET /work/{id}: how far it is; then where it led. */
enum err page_work(struct req *q, struct reply *p)
{
	struct val *v = find(q);
	const char *state;
	int64_t of;

	if (!v)
		return fail(q->c, ERR_MISSING, NULL,
			    N_("This work is not known here any more. It is "
			       "either wholly done or not at all: look where "
			       "its result would be."));
	if (q->api)
		return json(q, p, v);
	state = val_text(v, "state");
	if (!strcmp(state, "done"))
		return see_other(q, p, "%s", val_text(v, "at"));
	of = val_int(v, "of");
	map_b(v, "runs", !strcmp(state, "runs"));
	map_s(v, "width",
	      arena_printf(q->c->mem, "%lld%%",
			   of ? (long long)(val_int(v, "done") * 100 / of)
			      : 0LL));
	if (!strcmp(state, "runs"))
		reply_header(q, p, "Refresh", "1");
	return page(q, p, "shell/work", v);
}
