/* setting.c - reads and writes the settings of a store. */
#include "core/setting.h"

#include "base/day.h"
#include "base/text.h"
#include "core/journal.h"
#include "gen/sql_core.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static bool is_text(const char *s)
{
	return *s && utf8_length(s) <= 200;
}

/* http(s)://host…, without a slash at the end. */
static bool is_url(const char *s)
{
	size_t n = strlen(s);

	if (n == 0)
		return true;
	return (!strncmp(s, "http://", 7) || !strncmp(s, "https://", 8)) &&
	       n < 200 && s[n - 1] != '/' && !strpbrk(s, " \"<>?#\\");
}

static bool is_address(const char *s, size_t n)
{
	unsigned char room[sizeof(struct in6_addr)];
	char one[INET6_ADDRSTRLEN];

	if (n >= sizeof(one))
		return false;
	memcpy(one, s, n);
	one[n] = '\0';
	return inet_pton(AF_INET, one, room) == 1 ||
	       inet_pton(AF_INET6, one, room) == 1;
}

/* Addresses with commas between; empty: none is trusted. */
static bool is_addresses(const char *s)
{
	while (*s) {
		size_t n = strcspn(s, ",");

		if (!is_address(s, n))
			return false;
		s += n + (s[n] == ',');
	}
	return true;
}

/* ADDRESS:PORT or [ADDRESS]:PORT. */
static bool is_listen(const char *s)
{
	const char *colon = strrchr(s, ':');
	bool bracket = *s == '[' && colon && colon > s + 1 && colon[-1] == ']';
	char *end;
	long port;

	if (!colon ||
	    !is_address(s + bracket, (size_t)(colon - s) - (bracket ? 2 : 0)))
		return false;
	port = strtol(colon + 1, &end, 10);
	return colon[1] >= '0' && colon[1] <= '9' && !*end && port <= 65535;
}

static const struct known {
	const char *name, *otherwise;
	bool (*valid)(const char *value);
	const char *about;
} settings[] = {
	{"base-url", "", is_url,
	 N_("Address of the pages as people see it, as https://work.example; "
	    "empty: as the request says")},
	{"listen", "127.0.0.1:8080", is_listen,
	 N_("Address and port that serve listens on")},
	{"timezone", TIMEZONE_DEFAULT, tz_known,
	 N_("Time zone of the top units, as Asia/Ho_Chi_Minh")},
	{"title", "Tierwork", is_text,
	 N_("Name of the organisation, up to 200 characters")},
	{"trusted-proxy", "", is_addresses,
	 N_("Addresses of reverse proxies whose X-Forwarded-For and -Proto "
	    "are believed, with commas between")},
};

static enum err find(struct ctx *c, const char *name, const struct known **out)
{
	for (size_t i = 0; i < COUNT(settings); i++) {
		*out = &settings[i];
		if (!strcmp(settings[i].name, name))
			return OK;
	}
	return fail(c, ERR_MISSING, "name",
		    N_("There is no setting %s; see: tierwork setting list"),
		    name);
}

enum err setting_get(struct ctx *c, const char *name, const char *otherwise,
		     const char **value)
{
	struct setting_value v = {.value = otherwise};
	enum err e = sql_setting_get(c, name, &v);

	*value = v.value;
	return e == ERR_MISSING ? OK : e;
}

enum err setting_set(struct ctx *c, const char *name, const char *value)
{
	return sql_setting_set(c, name, value);
}

enum err setting_read(struct ctx *c, const char *name, const char **value)
{
	const struct known *s;

	TRY(find(c, name, &s));
	return setting_get(c, name, s->otherwise, value);
}

enum err setting_list(struct ctx *c, struct val **list)
{
	*list = val_list(c->mem);
	for (size_t i = 0; i < COUNT(settings); i++) {
		const struct known *s = &settings[i];
		struct val *v = val_map(c->mem);
		const char *value;

		TRY(setting_get(c, s->name, s->otherwise, &value));
		map_s(v, "name", s->name);
		map_s(v, "value", value);
		map_s(v, "default", s->otherwise);
		map_s(v, "about", tr(c, s->about));
		list_v(*list, v);
	}
	return OK;
}

enum err setting_check(struct ctx *c, const char *name, const char **value)
{
	const struct known *s;

	TRY(find(c, name, &s));
	*value = text_tidy(c->mem, *value);
	if (!s->valid(*value))
		return fail(c, ERR_INVALID, name,
			    N_("%s cannot be \"%s\". It is: %s"), name, *value,
			    tr(c, s->about));
	return OK;
}

enum err setting_change(struct ctx *c, const char *name, const char *value)
{
	struct val *detail = val_map(c->mem);
	const char *before;

	TRY(setting_check(c, name, &value));
	TRY(setting_read(c, name, &before));
	TRY(setting_set(c, name, value));
	map_s(detail, "before", before);
	map_s(detail, "after", value);
	return journal_add(c, "setting.set", name, detail);
}

enum err setting_today(struct ctx *c)
{
	const char *tz;

	TRY(setting_get(c, "timezone", TIMEZONE_DEFAULT, &tz));
	c->today = tz_day(tz, c->now);
	return OK;
}
