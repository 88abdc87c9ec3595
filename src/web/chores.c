/* chores.c - everything that Tierwork does by itself, on one screen. */
#include "access/notice.h"
#include "core/mail.h"

/* clang-format off */
const struct chore chores[] = {
	{"digest", 60,    notice_digest, N_("Write the mails of the day")},
	{"outbox", 0,     mail_send_due, N_("Send what waits in the outbox")},
	{"sweep",  86400, notice_sweep,  N_("Drop old notices that were seen, and old mail that was sent")},
};
/* clang-format on */

const size_t chores_count = COUNT(chores);
