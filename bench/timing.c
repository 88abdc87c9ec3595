/* timing.c - times of many runs of one thing, and how they are printed. */
#include "timing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

void sample_add(struct samples *s, int64_t ns)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 1024;
		s->ns = realloc(s->ns, s->cap * sizeof(*s->ns));
		if (!s->ns)
			die("out of memory");
	}
	s->ns[s->n++] = ns;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

double sample_us(struct samples *s, double part)
{
	size_t at = (size_t)(part * (double)s->n);

	if (s->n == 0)
		die("nothing was measured");
	qsort(s->ns, s->n, sizeof(*s->ns), by_size);
	return (double)s->ns[at < s->n ? at : s->n - 1] / 1000;
}

void say(const char *side, const char *what, double value)
{
	printf("%s.%s %.6g\n", side, what, value);
	fflush(stdout);
}

void say_text(const char *side, const char *what, const char *value)
{
	printf("%s.%s %s\n", side, what, value);
	fflush(stdout);
}

void say_check(const char *side, const char *what, const struct check *k)
{
	printf("%s.check.%s %016llx/%lld\n", side, what,
	       (unsigned long long)k->sum, (long long)k->rows);
	fflush(stdout);
}

void measure(const char *side, const char *what, struct plan plan,
	     measured_fn fn, void *arg)
{
	struct samples s = {0};
	int64_t end;
	char key[64];

	for (int i = 0; i < plan.warm; i++)
		fn(arg, i);
	end = now_ns() + plan.budget_ms * 1000000;
	for (int i = 0; i < plan.most && (i < plan.least || now_ns() < end);
	     i++) {
		int64_t start = now_ns();

		fn(arg, i);
		sample_add(&s, now_ns() - start);
	}
	snprintf(key, sizeof(key), "%s.p50_us", what);
	say(side, key, sample_us(&s, 0.5));
	snprintf(key, sizeof(key), "%s.p99_us", what);
	say(side, key, sample_us(&s, 0.99));
	snprintf(key, sizeof(key), "%s.runs", what);
	say(side, key, (double)s.n);
	free(s.ns);
}
