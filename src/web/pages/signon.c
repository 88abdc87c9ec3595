/* signon.c - the identity provider and the directory: for who operates the
 * store. */
#include "access/directory.h"
#include "access/oidc.h"
#include "access/role.h"
#include "core/setting.h"
#include "web/web.h"

#include <string.h>

/* Settings that the page changes; of its fields, "_" stands for "-". */
static const struct {
	const char *name, *field;
	bool secret; /* left empty, it stays */
} fields[] = {
	{"oidc-issuer", "oidc_issuer", false},
	{"oidc-client-id", "oidc_client_id", false},
	{"oidc-client-secret", "oidc_client_secret", true},
	{"oidc-label", "oidc_label", false},
	{"oidc-ca", "oidc_ca", false},
	{"oidc-link", "oidc_link", false},
	{"oidc-factor", "oidc_factor", false},
	{"ldap-url", "ldap_url", false},
	{"ldap-base", "ldap_base", false},
	{"ldap-filter", "ldap_filter", false},
	{"ldap-bind-dn", "ldap_bind_dn", false},
	{"ldap-bind-password", "ldap_bind_password", true},
	{"ldap-ca", "ldap_ca", false},
};

struct
try {
	struct oidc oidc;
	struct directory directory;
	struct val *view;
};

static enum err fill(struct ctx *c, void *arg)
{
	struct try *t = arg;
	const char *value;

	TRY(may_all(c, ACT_OPERATE));
	TRY(oidc_read(c, &t->oidc));
	TRY(directory_read(c, &t->directory));
	t->view = val_map(c->mem);
	for (size_t i = 0; i < COUNT(fields); i++) {
		TRY(setting_read(c, fields[i].name, &value));
		if (fields[i].secret)
			map_b(t->view, fields[i].field, *value != '\0');
		else
			map_s(t->view, fields[i].field, value);
	}
	TRY(setting_get(c, "base-url", "", &value));
	map_s(t->view, "back", *value ? t->oidc.back : NULL);
	return OK;
}

/* The choices of one field: [{"value","text","chosen"}]. */
static void add_choices(struct req *q, struct val *v, const char *name,
			const char *now, const char *const choices[][2],
			size_t n)
{
	struct val *list = val_list(q->c->mem);

	for (size_t i = 0; i < n; i++) {
		struct val *one = val_map(q->c->mem);

		map_s(one, "value", choices[i][0]);
		map_s(one, "text", tr(q->c, choices[i][1]));
		map_b(one, "chosen", !strcmp(now, choices[i][0]));
		list_v(list, one);
	}
	map_v(v, name, list);
}

static enum err show_signon(struct req *q, struct reply *p, struct val *v,
			    const char *done, const char *trouble)
{
	static const char *const links[][2] = {
		{"never", N_("nobody, until they link it themselves")},
		{"email", N_("the one with the mail address verified there")},
	};
	static const char *const factors[][2] = {
		{"never", N_("never: the code is asked for here")},
		{"amr", N_("where the provider says that it asked for one")},
		{"always", N_("always: the provider sees to it")},
	};

	add_choices(q, v, "links", val_text(v, "oidc_link"), links,
		    COUNT(links));
	add_choices(q, v, "factors", val_text(v, "oidc_factor"), factors,
		    COUNT(factors));
	map_s(v, "done", done);
	map_s(v, "trouble", trouble);
	map_s(v, "title", tr(q->c, N_("Signing in elsewhere")));
	return page(q, p, "access/signon", v);
}

/* GET /admin/signon */
enum err page_signon(struct req *q, struct reply *p)
{
	struct try t;

	TRY(fill(q->c, &t));
	return show_signon(q, p, t.view,
			   strcmp(query(q, "done", ""), "saved")
				   ? NULL
				   : tr(q->c, N_("Saved.")),
			   NULL);
}

static enum err change(struct ctx *c, const char *name, const char *value,
		       bool secret)
{
	const char *before;

	if (secret)
		return *value ? setting_change(c, name, value) : OK;
	TRY(setting_read(c, name, &before));
	return strcmp(before, value) ? setting_change(c, name, value) : OK;
}

/* POST /admin/signon: a field that is not sent stays as it is. A secret is
 * taken away with what it belongs to. */
enum err post_signon(struct req *q, struct reply *p)
{
	const char *client = fields_get(&q->form, "oidc_client_id");
	const char *reader = fields_get(&q->form, "ldap_bind_dn");

	TRY(may_all(q->c, ACT_OPERATE));
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char *value = fields_get(&q->form, fields[i].field);

		if (value)
			TRY(change(q->c, fields[i].name, value,
				   fields[i].secret));
	}
	if (client && !*client)
		TRY(setting_change(q->c, "oidc-client-secret", ""));
	if (reader && !*reader)
		TRY(setting_change(q->c, "ldap-bind-password", ""));
	return see_other(q, p, "/admin/signon?done=saved");
}

static const char *try_provider(struct req *q, struct try *t, bool *good)
{
	const char *why = tr(q->c, N_("Say first where the identity provider "
				      "is, as which client it knows Tierwork, "
				      "and the setting base-url."));

	*good = t->oidc.ready && oidc_try(q->c, &t->oidc, &why) == OIDC_GOOD;
	return *good ? tr(q->c, N_("The identity provider answers, and its "
				   "keys can be read."))
		     : why;
}

static const char *try_directory(struct req *q, struct try *t, bool *good)
{
	const char *why;

	*good = directory_ask(q->c, &t->directory, form(q, "login", ""),
			      form(q, "password", ""), &why) == DIRECTORY_RIGHT;
	return why;
}

/* POST /admin/signon/try */
enum err post_signon_try(struct req *q, struct reply *p)
{
	bool provider = !strcmp(form(q, "what", ""), "oidc"), good = false;
	const char *words;
	struct try t;

	TRY(run_unit(q->c, DB_READ, fill, &t));
	words = provider ? try_provider(q, &t, &good)
			 : try_directory(q, &t, &good);
	p->status = good ? 200 : 422;
	return show_signon(q, p, t.view, good ? words : NULL,
			   good ? NULL : words);
}
