/* agent.c - which browser it is, in a few words. */
#include "access/agent.h"

#include <string.h>

/* Looked for in this order: most say that they are another one as well. */
struct known {
	const char *says, *name;
};

static const struct known browsers[] = {
	{"coc_coc_browser", "Cốc Cốc"},
	{"Zalo", "Zalo"},
	{"SamsungBrowser/", "Samsung"},
	{"Edg", "Edge"},
	{"OPR/", "Opera"},
	{"Firefox/", "Firefox"},
	{"FxiOS/", "Firefox"},
	{"CriOS/", "Chrome"},
	{"Chrome/", "Chrome"},
	{"Safari/", "Safari"},
	{"curl/", "curl"},
};

static const struct known systems[] = {
	{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
	{"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"},
	{"Macintosh", "macOS"}, {"Linux", "Linux"},
};

static const char *find(const struct known *known, size_t n, const char *agent)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(agent, known[i].says))
			return known[i].name;
	return "";
}

const char *agent_words(struct arena *mem, const char *agent)
{
	const char *browser, *system;

	if (!agent)
		return "";
	browser = find(browsers, COUNT(browsers), agent);
	system = find(systems, COUNT(systems), agent);
	return arena_printf(mem, "%s%s%s", browser,
			    *browser && *system ? ", " : "", system);
}
