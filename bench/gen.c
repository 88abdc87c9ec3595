/* gen.c - writes the generated data as the files Tierwork imports; the
 * rivals load the very same files.
 *
 * gen SIZE DIR: units.csv, form.json, returns-YYYY-MM.csv */
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>

static FILE *create(const char *dir, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (!f)
		die("%s: cannot be written", path);
	return f;
}

static void finish(FILE *f)
{
	if (fclose(f) != 0)
		die("the disk is full");
}

static void write_units(const struct data *d, const char *dir)
{
	static const char *const name[] = {"Liên hiệp", "Khu vực", "Tỉnh",
					   "Huyện", "Cơ sở"};
	FILE *f = create(dir, "units.csv");

	fputs("code,name,kind,parent,from,until\n", f);
	for (int64_t u = 0; u < data_units(d); u++) {
		int t = unit_tier(d, u);
		char code[24], parent[24] = "";

		unit_code(d, u, code);
		if (t)
			unit_code(d, unit_parent(d, u), parent);
		fprintf(f, "%s,%s số %s,tier%d,%s,%s,\n", code, name[t],
			code + 1, t + 1, parent, t ? "" : "2010-01-01");
	}
	finish(f);
}

static void write_form(const char *dir)
{
	FILE *f = create(dir, "form.json");

	fprintf(f,
		"{\"code\":\"BENCH\",\"title\":{\"vi\":\"Đo\",\"en\":\"Bench\"}"
		","
		"\"period\":\"month\",\"answers\":\"tier%d\",\"indicators\":[",
		TIERS);
	for (int i = 0; i < INDICATORS; i++)
		fprintf(f,
			"%s{\"code\":\"i%02d\",\"title\":{\"vi\":\"Chỉ tiêu "
			"%d\",\"en\":\"Indicator %d\"},\"type\":\"count\","
			"\"tree\":\"sum\",\"time\":\"sum\"}",
			i ? "," : "", i, i, i);
	fputs("]}\n", f);
	finish(f);
}

static void write_returns(const struct data *d, const char *dir, int64_t m)
{
	char month[24], name[64];
	FILE *f;

	snprintf(name, sizeof(name), "returns-%s.csv", month_text(d, m, month));
	f = create(dir, name);
	fputs("unit", f);
	for (int i = 0; i < INDICATORS; i++)
		fprintf(f, ",i%02d", i);
	fputc('\n', f);
	for (int64_t u = tier_first(d, TIERS - 1); u < data_units(d); u++) {
		char code[24];
		int64_t v;

		if (!unit_gave(d, u, m))
			continue;
		fputs(unit_code(d, u, code), f);
		for (int i = 0; i < INDICATORS; i++) {
			fputc(',', f);
			if (unit_value(d, u, m, i, &v))
				fprintf(f, "%lld", (long long)v);
		}
		fputc('\n', f);
	}
	finish(f);
}

int main(int argc, char **argv)
{
	const struct data *d = argc == 3 ? data_find(argv[1]) : NULL;

	if (!d)
		die("usage: gen S|M|L DIR");
	write_units(d, argv[2]);
	write_form(argv[2]);
	for (int64_t m = 0; m < d->months; m++)
		write_returns(d, argv[2], m);
	say_text("data", "what", d->what);
	return 0;
}
