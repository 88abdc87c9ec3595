/* chores.c - everything that Tierwork does by itself, on one screen. */
#include "access/notice.h"
#include "access/token.h"
#include "calls/remind.h"
#include "calls/standing.h"
#include "core/journal_seal.h"
#include "core/mail.h"
#include "people/privacy.h"
#include "programme/task_remind.h"
#include "register/file_text.h"

/* clang-format off */
const struct chore chores[] = {
	{"standing", 60,  standing_chore, N_("Issue the calls that stand for every period")},
	{"told",   0,     remind_told,   N_("Tell units what is newly asked of them")},
	{"reminders", 60, remind_by_rule, N_("Remind units of what falls due, or is late")},
	{"tasks",  3600,  task_remind,   N_("Remind people of tasks that fall due, or are late")},
	{"digest", 60,    notice_digest, N_("Write the mails of the day")},
	{"outbox", 0,     mail_send_due, N_("Send what waits in the outbox")},
	{"words",  0,      file_text_chore, N_("Read the words in files of documents, so that they are found")},
	{"seal",   3600,  journal_seal_chore, N_("Seal the journal once a day")},
	{"tokens", 3600,  token_chore,   N_("Tell of access tokens that are nearly over, and end those that are")},
	{"retain", 86400, privacy_retain, N_("Forget who left and what is over, when its time to be kept is")},
	{"sweep",  86400, notice_sweep,  N_("Drop old notices that were seen, and old mail that was sent")},
};
/* clang-format on */

const size_t chores_count = COUNT(chores);
