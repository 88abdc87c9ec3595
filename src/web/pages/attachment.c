/* attachment.c - files come in with what is handed in, and go out again. */
#include "calls/reply.h"
#include "core/spool.h"
#include "programme/task.h"
#include "register/document.h"
#include "returns/attach.h"
#include "web/pages/words.h"

#include <inttypes.h>
#include <string.h>

struct incoming {
	struct req *q;
	const struct file_in *file;
	size_t n;
};

static enum err add_all(struct ctx *c, void *arg)
{
	struct incoming *in = arg;
	struct req *q = in->q;

	for (size_t i = 0; i < in->n; i++) {
		int64_t id;

		TRY(attach_add(c, q->code, query(q, "form", ""),
			       query(q, "period", ""), &in->file[i], &id));
	}
	return OK;
}

/* POST /entry/{code}/attachments?form=&period=: every field "file" */
enum err post_attachments(struct req *q, struct reply *p)
{
	struct incoming in = {.q = q};

	TRY(take_files(q, &in.file, &in.n));
	if (in.n == 0)
		return fail(q->c, ERR_INVALID, "file",
			    N_("No file was chosen."));
	TRY(run_unit(q->c, DB_WRITE, add_all, &in));
	return see_other(q, p, "/entry/%s?form=%s&period=%s#attachments",
			 q->code, query(q, "form", ""), query(q, "period", ""));
}

static enum err send_part(void *arg, const void *bytes, size_t n)
{
	struct reply *p = arg;

	p->file_size += n;
	return spool_write(p->file, bytes, n) ? OK : ERR_FULL;
}

static enum err document_file_seen(struct ctx *c, const struct attachment *a)
{
	struct document d;

	return document_get(c, a->owner, &d);
}

static enum err task_file_seen(struct ctx *c, const struct attachment *a)
{
	struct task t;

	return task_get(c, a->owner, &t);
}

/* Who may read a file: what its owner's area says. */
static const struct {
	const char *place;
	enum err (*seen)(struct ctx *c, const struct attachment *a);
} places[] = {
	{ATTACH_PLACE, attach_may_see},
	{DOCUMENT_PLACE, document_file_seen},
	{TASK_PLACE, task_file_seen},
	{REPLY_PLACE, reply_file_seen},
};

static enum err may_see(struct ctx *c, const struct attachment *a)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (!strcmp(places[i].place, a->place))
			return places[i].seen(c, a);
	return ERR_BROKEN;
}

/* GET /attachments/{id} */
enum err page_attachment(struct req *q, struct reply *p)
{
	struct attachment a;

	TRY(attachment_get(q->c, q->id, &a));
	TRY(may_see(q->c, &a));
	TRY(reply_spool(q, p));
	TRY(attachment_read(q->c, &a, send_part, p));
	reply_header(q, p, "Content-Security-Policy", "sandbox");
	return keep_file(q, p, a.type, a.name);
}

/* POST /attachments/{id}/drop */
enum err post_attachment_drop(struct req *q, struct reply *p)
{
	struct attach_owner to;
	struct attachment a;

	TRY(attachment_get(q->c, q->id, &a));
	TRY(attach_drop(q->c, &a));
	TRY(attach_owner(q->c, &a, &to));
	return see_other(q, p, "/entry/%s?form=%s&period=%s#attachments",
			 to.unit, to.form, to.period);
}
