/* privacy_fields.c - every personal field: why it is there, who sees it, and
 * for how long. */
#include "people/privacy.h"

/* clang-format off */
static const struct personal_field fields[] = {
	{"person.code", N_("Number of the person"),
	 N_("To name somebody without the name, in files and decisions"),
	 N_("Who keeps people at the unit or above; of who sits in a body, whoever sees the unit"),
	 N_("Stays: without the name it says nothing")},
	{"person.name", N_("Name"),
	 N_("To know who belongs to a unit and who sits in a body"),
	 N_("Who keeps people at the unit or above; of who sits in a body, whoever sees the unit"),
	 N_("Until erased, at the latest so many years after leaving as the setting keep-people says; of who sat in a body it stays with the decision")},
	{"person.email", N_("Mail address"),
	 N_("To reach somebody about the work"),
	 N_("Who keeps people at the unit or above"),
	 N_("Until it is taken out or the person is erased")},
	{"person.phone", N_("Telephone"),
	 N_("To reach somebody about the work"),
	 N_("Who keeps people at the unit or above"),
	 N_("Until it is taken out or the person is erased")},
	{"membership.unit", N_("Belongs to"),
	 N_("To count members, and to know whose people somebody is"),
	 N_("Who keeps people at the unit or above"),
	 N_("Stays for the counts of past days; once the person is erased, without a name")},
	{"sitting.seat", N_("Seat in a body"),
	 N_("Who decided and answered for what, on which day: the record of a decision"),
	 N_("Whoever sees the unit"),
	 N_("Stays, with the name: the decision that filled the seat is a record")},
	{"account.login", N_("Login"),
	 N_("To sign in"),
	 N_("Who keeps accounts; on what somebody handed in or decided, whoever sees that"),
	 N_("Until the account is erased; then a number stands in its place")},
	{"account.email", N_("Mail address of the account"),
	 N_("To be told of what is asked, and to get back in"),
	 N_("Oneself, and who keeps accounts; whoever sees late units sees it as the address to ask"),
	 N_("Until it is taken out or the account is erased")},
	{"account.lang", N_("Language"),
	 N_("To show pages and write mail in it"),
	 N_("Oneself, and who keeps accounts"),
	 N_("Until the account is erased")},
	{"account.password", N_("Password, as a digest"),
	 N_("To sign in"),
	 N_("Nobody at all"),
	 N_("Until the account is erased")},
	{"account.totp", N_("Second factor, sealed"),
	 N_("To sign in"),
	 N_("Nobody; that there is one: oneself, and who keeps accounts"),
	 N_("Until it is turned off or the account is erased")},
	{"recovery_code.hash", N_("Recovery code, as a digest"),
	 N_("To sign in without the second factor"),
	 N_("Nobody; how many are left: oneself"),
	 N_("Until new ones are made or the account is erased")},
	{"identity.subject", N_("Number at an identity provider"),
	 N_("To sign in by that provider"),
	 N_("Oneself, and who keeps accounts"),
	 N_("Until it is taken away or the account is erased")},
	{"role_grant.role", N_("Role"),
	 N_("To allow what belongs to the work, and nothing else"),
	 N_("Oneself, and who keeps accounts"),
	 N_("Until the account is erased; that it was given stays in the journal")},
	{"delegation.to_", N_("Stood in for by"),
	 N_("To go on while somebody is away"),
	 N_("Both, and who keeps accounts"),
	 N_("Until one of the accounts is erased")},
	{"delegation.account", N_("Stands in for"),
	 N_("To go on while somebody is away"),
	 N_("Both, and who keeps accounts"),
	 N_("Until one of the accounts is erased")},
	{"session.agent", N_("Browser and address of a session"),
	 N_("To see where one is signed in, and to end it"),
	 N_("Oneself, and who keeps accounts"),
	 N_("As long as the session, a day at most")},
	{"device.hash", N_("Browser known again, as a digest"),
	 N_("So that guessing elsewhere does not lock its owner out"),
	 N_("Nobody at all"),
	 N_("A year after it was last used")},
	{"api_token.name", N_("Access of a program"),
	 N_("To see which programs act for the account, and to end that"),
	 N_("Oneself, and who keeps accounts"),
	 N_("90 days after it is over")},
	{"feed.name", N_("Address of a calendar"),
	 N_("To have due dates in one's own calendar, and to end that"),
	 N_("Oneself, and who keeps accounts"),
	 N_("90 days after it ended")},
	{"link_once.what", N_("Invitation, or link for a new password"),
	 N_("To get in without a password"),
	 N_("Oneself, by mail, and who made it"),
	 N_("90 days after it is over")},
	{"notice.en", N_("Notice"),
	 N_("To know what is asked and what became of it"),
	 N_("Oneself; who keeps accounts, to help"),
	 N_("A year after it was seen, or until the account is erased")},
	{"notice_wish.how", N_("How one is told"),
	 N_("To be told as one wishes"),
	 N_("Oneself"),
	 N_("Until the account is erased")},
	{"mail.body", N_("Mail"),
	 N_("To be told by mail"),
	 N_("Oneself; who operates the store, while it is on its way"),
	 N_("The text until it is sent; that it was, 30 days after it was written")},
	{"document.signer", N_("Who signed a document, and in which capacity"),
	 N_("To register a document as it was issued"),
	 N_("Whoever may read the document"),
	 N_("Stays with the document: the record of an official act")},
	{"journal.account", N_("What was done, and when"),
	 N_("To prove who did what: the record of an official act"),
	 N_("Who audits, and whoever sees what was done"),
	 N_("Stays, by the number of the account; personal fields stand in it as keyed digests whose key is destroyed when the account is erased")},
};
/* clang-format on */

struct val *personal_fields_view(struct ctx *c)
{
	struct val *list = val_list(c->mem);

	for (size_t i = 0; i < COUNT(fields); i++) {
		struct val *v = val_map(c->mem);

		map_s(v, "column", fields[i].column);
		map_s(v, "label", tr(c, fields[i].label));
		map_s(v, "why", tr(c, fields[i].why));
		map_s(v, "seen_by", tr(c, fields[i].seen_by));
		map_s(v, "kept", tr(c, fields[i].kept));
		list_v(list, v);
	}
	return list;
}
