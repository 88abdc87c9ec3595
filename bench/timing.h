/* timing.h - times of many runs of one thing, and how they are printed. */
#ifndef BENCH_TIMING_H
#define BENCH_TIMING_H

#include "data.h"

#include <stddef.h>

#define SAMPLES_MAX 2000000

struct samples {
	int64_t *ns;
	size_t n, cap;
};

int64_t now_ns(void);
void sample_add(struct samples *s, int64_t ns);
/* The value below which `part` (0 to 1) of them lie; sorts. */
double sample_us(struct samples *s, double part);

/* One figure, as "SIDE.WHAT VALUE" on standard output: bench/report.mjs
 * reads these lines. */
void say(const char *side, const char *what, double value);
void say_text(const char *side, const char *what, const char *value);
void say_check(const char *side, const char *what, const struct check *k);

/* Ends the program with words; for everything that cannot go on. */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Runs `fn` with n = 0, 1, 2 ... `warm` times unmeasured, then for `least`
 * to `most` times until `budget_ms` is used up, and says WHAT.p50_us,
 * WHAT.p99_us and WHAT.runs. */
struct plan {
	int warm, least, most;
	int64_t budget_ms;
};
typedef void (*measured_fn)(void *arg, int64_t n);
void measure(const char *side, const char *what, struct plan plan,
	     measured_fn fn, void *arg);

#endif
