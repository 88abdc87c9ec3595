/* edxml_signed.c - which elements a signature is about. */
#include "register/edxml_signed.h"

#include <string.h>

#define ID_ROOM 200

static void add(struct edxml_ids *ids, struct edxml_id **list, size_t *n,
		struct edxml_id is)
{
	if (*n == EDXML_IDS) {
		ids->large = true;
		return;
	}
	if (!*list)
		*list = arena_array(ids->mem, EDXML_IDS, sizeof(**list));
	(*list)[(*n)++] = is;
}

void edxml_id_seen(struct edxml_ids *ids, const struct part_element *e,
		   enum edxml_group in)
{
	static const char *const names[] = {"Id", "ID", "id"};
	bool whole = in == IN_PACKET || in == IN_ENVELOPE || in == IN_HEADER ||
		     in == IN_MESSAGE || in == IN_STATUS;
	char id[ID_ROOM];

	for (size_t i = 0; i < COUNT(names); i++) {
		part_attribute(e, names[i], id, sizeof(id));
		if (*id)
			add(ids, &ids->id, &ids->ids,
			    (struct edxml_id){arena_text(ids->mem, id), whole,
					      e->line});
	}
}

void edxml_id_signed(struct edxml_ids *ids, const struct part_element *e)
{
	char uri[ID_ROOM];

	part_attribute(e, "URI", uri, sizeof(uri));
	add(ids, &ids->of, &ids->ofs,
	    (struct edxml_id){arena_text(ids->mem, uri), false, e->line});
}

static const struct edxml_id *find(const struct edxml_ids *ids, const char *id,
				   size_t *n)
{
	const struct edxml_id *is = NULL;

	*n = 0;
	for (size_t i = 0; i < ids->ids; i++)
		if (!strcmp(ids->id[i].id, id)) {
			is = &ids->id[i];
			++*n;
		}
	return is;
}

static bool all(const char *uri)
{
	return !*uri || !strcmp(uri, "#xpointer(/)");
}

void edxml_id_check(struct ctx *c, const struct edxml_ids *ids)
{
	bool whole = ids->ofs == 0;

	for (size_t i = 0; i < ids->ofs; i++) {
		const struct edxml_id *of = &ids->of[i], *is;
		size_t n;

		whole = whole || all(of->id);
		if (all(of->id) || *of->id != '#')
			continue; /* a file: "cid:..." */
		is = find(ids, of->id + 1, &n);
		if (n != 1)
			fault(c, of->line, 0, NULL,
			      N_("The signature is about the element “%s”, "
				 "which is there %zu times. A packet like this "
				 "is not read."),
			      of->id + 1, n);
		else
			whole = whole || is->whole;
	}
	if (!whole || ids->large)
		fault(c, ids->ofs ? ids->of[0].line : 0, 0, NULL,
		      N_("The signature is not about what the packet says. A "
			 "packet like this is not read."));
}
