/* journal_acts.c - everything that is done and journalled, and its words. */
#include "core/journal.h"

#include <string.h>

/* clang-format off */
const struct journal_act journal_acts[] = {
	{"store.init", "store", "title, timezone",
	 N_("{who} made this store.")},
	{"journal.seal", "seal", "hash",
	 N_("{who} sealed the journal: seal {object}.")},
	{"setting.set", "setting", "before, after",
	 N_("{who} set {object} from \"{before}\" to \"{after}\".")},
	{"key.move", "setting", "before, after: in the store or a file; count",
	 N_("{who} sealed {count} secrets of this store by another key: "
	    "{before} before, {after} now.")},

	{"account.add", "account", "login",
	 N_("{who} made the account {object}.")},
	{"account.invite", "account", "until, mailed",
	 N_("{who} invited {object} to choose a password, by {until}.")},
	{"account.reset", "account", "until, mailed",
	 N_("A link for a new password of {object} was made, good until "
	    "{until}.")},
	{"account.password", "account", "how: own, link, operator",
	 N_("{who} gave {object} a new password.")},
	{"account.close", "account", "", N_("{who} closed the account {object}.")},
	{"account.reopen", "account", "",
	 N_("{who} opened the account {object} again.")},
	{"account.person", "account", "person (number; null: of nobody known)",
	 N_("{who} said whose account {object} is.")},
	{"account.guessed", "account", "count",
	 N_("Wrong passwords were given for {object}, {count} within an hour.")},
	{"link.refused", "account", "why: used, old, closed",
	 N_("A link of {object} that is no longer good was tried.")},
	{"account.lang", "account", "before, after",
	 N_("{who} changed the language of {object} from {before} to {after}.")},
	{"account.email", "account", "email",
	 N_("{who} changed the mail address of {object}.")},
	{"account.wish", "account", "kind (of notice), before, after",
	 N_("{object} wishes to be told of {kind} by {after}, no longer by "
	    "{before}.")},
	{"account.ldap", "account", "before, after",
	 N_("{who} set whether a directory keeps the password of {object}: "
	    "{before} before, {after} now.")},
	{"role.give", "account",
	 "role, area, unit (null: the whole store), since, until",
	 N_("{who} gave {object} the role {role} ({area}) at {unit} from "
	    "{since} until {until}.")},
	{"role.end", "account", "role, area, unit (null: the whole store), on",
	 N_("{who} took from {object} the role {role} ({area}) at {unit} from "
	    "{on} on.")},
	{"delegation.give", "account",
	 "since, until, delegation, to (account, by number)",
	 N_("{who} let account {to} stand in for {object} from {since} until "
	    "{until}.")},
	{"delegation.end", "account",
	 "on, delegation, to (account, by number)",
	 N_("{who} ended that account {to} stands in for {object}, from {on} "
	    "on.")},
	{"identity.link", "account", "issuer, by: email or settings",
	 N_("{who} linked {object} to somebody whom {issuer} knows.")},
	{"identity.unlink", "account", "",
	 N_("{who} took away by which identity {object} is known elsewhere.")},
	{"identity.refused", "setting", "why",
	 N_("The answer of the identity provider did not hold: {why}")},
	{"session.begin", "account", "session, method",
	 N_("{object} signed in.")},
	{"session.end", "account", "session, why",
	 N_("{object} signed out.")},
	{"session.revoke", "account", "session or count, why",
	 N_("{who} ended sessions of {object} ({why}).")},
	{"factor.on", "account", "",
	 N_("{who} set up the second factor of {object}.")},
	{"factor.off", "account", "",
	 N_("{who} turned the second factor of {object} off.")},
	{"factor.codes", "account", "",
	 N_("{who} made new recovery codes for {object}.")},
	{"factor.recover", "account", "left",
	 N_("A recovery code of {object} was used; {left} are left.")},
	{"factor.refused", "account", "",
	 N_("The password of {object} was right, and then five codes were "
	    "wrong.")},
	{"token.make", "account", "number, name, acts, until",
	 N_("{who} made access token {number} for {object}, \"{name}\", good "
	    "until {until}.")},
	{"token.end", "account", "number or count, why",
	 N_("{who} ended access tokens of {object} ({why}).")},
	{"token.refused", "account", "number",
	 N_("Access token {number} of {object} was sent after its end.")},
	{"calendar.make", "account", "number, name, without",
	 N_("{who} made the address of calendar {number} for {object}, "
	    "\"{name}\".")},
	{"calendar.end", "account", "number or count, why",
	 N_("{who} ended addresses of calendars of {object} ({why}).")},

	{"account.erase", "account", "reason",
	 N_("{who} erased the account {object}.")},
	{"person.erase", "person", "reason",
	 N_("{who} erased the person {object}: {reason}")},
	{"store.retain", "store", "people, accounts, rest: how many",
	 N_("The time to keep them was over: {people} people and {accounts} "
	    "accounts were erased, {rest} sessions, links, browsers and "
	    "tokens dropped.")},

	{"unit.import", "unit", "units, kinds, SHA-256 of the file",
	 N_("{who} imported {units} units.")},
	{"unit.timezone", "unit", "before, after (null: its parent's)",
	 N_("{who} changed the time zone of {object} from {before} to {after}.")},
	{"unit.approval", "unit", "before, after",
	 N_("{who} set whether its head approves what {object} hands in: "
	    "{before} before, {after} now.")},
	{"reorganise", "reorganisation",
	 "on, decision, operations, count of each, SHA-256 of the file",
	 N_("{who} registered reorganisation {object} on {on} by {decision}: "
	    "{operations} operations.")},
	{"reorganise.undo", "reorganisation", "undoes, decision, operations",
	 N_("{who} undid reorganisation {undoes} by {decision}.")},
	{"reorganise.shares", "reorganisation", "shares, SHA-256 of the file",
	 N_("{who} supplied {shares} shares of reorganisation {object}.")},

	{"person.import", "unit",
	 "added, left_out (probably there already), digest of the file",
	 N_("{who} imported {added} people.")},
	{"person.add", "person", "code, unit, from, name, email, phone",
	 N_("{who} added person {code} to {unit} from {from} on.")},
	{"person.edit", "person", "name, email, phone: what changed",
	 N_("{who} changed what is kept of person {object}.")},
	{"person.move", "person", "before, after (units), on",
	 N_("{who} moved person {object} from {before} to {after} on {on}.")},
	{"person.leave", "person", "before (unit), on",
	 N_("{who} noted that person {object} left {before} on {on}.")},
	{"person.merge", "person", "into (number), code",
	 N_("{who} merged person {object}, found twice, into {code}.")},

	{"body.found", "body",
	 "unit, kind, name, rules, after (the line-up, persons by number), on, "
	 "decision",
	 N_("{who} founded the body {object} at {unit} from {on} on, by "
	    "{decision}.")},
	{"body.reform", "body",
	 "before, after (line-ups, persons by number), on, decision",
	 N_("{who} re-formed the body {object} from {on} on, by {decision}.")},
	{"body.rules", "body", "before, after, on, decision",
	 N_("{who} gave the body {object} other rules from {on} on, by "
	    "{decision}.")},
	{"body.end", "body",
	 "before (the line-up, persons by number), on, decision",
	 N_("{who} ended the body {object} on {on}, by {decision}.")},
	{"body.undo", "body", "what, on, decision",
	 N_("{who} took back what {decision} said of the body {object} from "
	    "{on} on.")},
	{"document.add", "document", "unit, symbol, kind, issuer, date, files (count)",
	 N_("{who} entered document {object}, {symbol} of {date}, at {unit}.")},
	{"document.register", "document",
	 "unit, symbol, kind, issuer, date, files (count)",
	 N_("{who} registered document {object} at {unit}: {symbol}.")},
	{"document.receive", "document",
	 "unit, symbol, kind, issuer, date, files (count)",
	 N_("{who} put document {object}, {symbol} of {date}, into a book of "
	    "{unit}.")},
	{"document.correct", "document",
	 "symbol, why, fields (that changed), files (added, count)",
	 N_("{who} corrected document {object}, {symbol}: {why}")},
	{"document.withdraw", "document", "symbol, why",
	 N_("{who} withdrew the number of document {object}, {symbol}: {why}")},
	{"document.recall", "document", "symbol, why, count (units that had not finished)",
	 N_("{who} recalled document {object}, {symbol}: {why}")},
	{"document.replace", "document", "symbol, why, by (document), count",
	 N_("{who} replaced document {object}, {symbol}, by document {by}: "
	    "{why}")},
	{"document.revoke", "document", "symbol, why, by (document), count",
	 N_("{who} revoked document {object}, {symbol}: {why}")},
	{"document.relate", "document", "what, other (document)",
	 N_("{who} noted: document {object} {what} document {other}.")},
	{"document.unrelate", "document", "what, other (document)",
	 N_("{who} took back: document {object} {what} document {other}.")},
	{"numbering.add", "numbering", "unit, kinds, per, format, abbr",
	 N_("{who} made rule {object}: {unit} numbers documents as {format}.")},
	{"numbering.end", "numbering", "unit, format",
	 N_("{who} ended rule {object} of {unit}, {format}.")},
	{"term.add", "unit", "name, since",
	 N_("{who} noted that a term of office of {object} runs from {since} "
	    "on: {name}.")},
	{"document.exchange", "document",
	 "unit, what, organ, packet, code, signed",
	 N_("{who} took in a packet of {organ} at {unit}, about document "
	    "{object}: {what} {code}.")},
	{"document.kind", "document", "abbr, vi, en",
	 N_("{who} added the kind of documents {object}: {vi}, {en}.")},
	{"visit.add", "visit",
	 "unit, to, on, until, subject, team (persons by number)",
	 N_("{who} planned visit {object} of {unit} to {to} on {on}.")},
	{"visit.change", "visit",
	 "unit, to, before, on, until, subject, team (persons by number)",
	 N_("{who} changed visit {object} of {unit} to {to}; it is on {on}.")},
	{"visit.cancel", "visit", "unit, to, on, reason",
	 N_("{who} cancelled visit {object} of {unit} to {to}: {reason}")},
	{"visit.find", "visit", "unit, to, on, count",
	 N_("{who} noted what visit {object} to {to} found: {count}.")},
	{"visit.unfind", "visit", "unit, to, on, finding",
	 N_("{who} took a finding of visit {object} to {to} back.")},
	{"visit.conclude", "visit", "unit, to, on, words, tasks",
	 N_("{who} concluded visit {object} of {unit} to {to}; tasks that "
	    "follow: {tasks}.")},
	{"programme.start", "unit", "year, from, groups, tasks",
	 N_("{who} began the programme of {object} for {year} from that of "
	    "{from}; tasks: {tasks}.")},
	{"programme.close", "unit",
	 "year, tasks, done, late, carried, dropped, again",
	 N_("{who} closed the programme of {object} for {year}: {tasks} tasks, "
	    "{done} done, {late} late, {carried} carried over.")},
	{"programme.reopen", "unit", "year, tasks, reason",
	 N_("{who} opened the programme of {object} for {year} again: "
	    "{reason}")},
	{"programme.submit", "unit", "year, call, tasks",
	 N_("{who} handed in the programme of {object} for {year}.")},
	{"seat.kind", "seat", "vi, en, rank",
	 N_("{who} added the kind of seat {object}: {vi}, {en}.")},

	{"form.import", "form", "version, indicators",
	 N_("{who} put version {version} of form {object} in force.")},

	{"call.issue", "call", "what, form, period, under, to, relay, due, units",
	 N_("{who} issued call {object} to {units} units, due on {due}.")},
	{"call.extend", "call", "unit (at or below it), count, before, after",
	 N_("{who} put off the due day of call {object} for {count} units, "
	    "at or below {unit}, from {before} to {after}.")},
	{"call.withdraw", "call", "unit (at or below it), count, reason",
	 N_("{who} withdrew call {object} from {count} units, at or below "
	    "{unit}: {reason}")},
	{"call.waive", "call", "unit, before, after, note (the reason)",
	 N_("{who} excused {unit} from call {object}: {note}")},
	{"call.resume", "call", "unit, before, after",
	 N_("{who} asked {unit} for call {object} again.")},
	{"call.acknowledge", "call", "unit, before, after",
	 N_("{who} acknowledged call {object} for {unit}.")},
	{"call.pass-on", "call", "unit, due, units",
	 N_("{who} passed call {object} on from {unit} to {units} units, due "
	    "on {due}.")},
	{"call.send-up", "call", "unit, note, incomplete",
	 N_("{who} sent up what {unit} gathered for call {object}: {note}")},
	{"call.accept", "call", "unit",
	 N_("{who} accepted what {unit} sent up for call {object}.")},
	{"call.send-back", "call", "unit, reason",
	 N_("{who} sent back what {unit} sent up for call {object}: {reason}")},
	{"call.reply", "call",
	 "unit, before, after, version, document, progress, words",
	 N_("{who} said for {unit} how far it is with call {object}.")},
	{"call.reply-accept", "call", "unit (at or below it), count",
	 N_("{who} accepted what {count} units at or below {unit} did for call "
	    "{object}.")},
	{"call.reply-send-back", "call", "unit, reason",
	 N_("{who} sent back what {unit} did for call {object}: {reason}")},
	{"call.relist", "call", "asked, withdrawn: how many units",
	 N_("{who} had call {object} ask other units: {asked} came in, "
	    "{withdrawn} left it.")},
	{"call.follow", "call", "withdrawn, asked: how many units",
	 N_("Call {object} followed a change of the tree made by {who}: "
	    "{withdrawn} units left it, {asked} came in.")},
	{"call.remind", "call", "unit, units, people told",
	 N_("{who} reminded {units} units at or below {unit} of call "
	    "{object}.")},
	{"standing.add", "standing",
	 "under, to, first (period), due_after, ahead",
	 N_("{who} made standing call {object}: from {first} on, to every {to} "
	    "below {under}.")},
	{"standing.move", "standing", "unit",
	 N_("Standing call {object} is issued by {unit} from now on, which took "
	    "over from its issuer.")},
	{"standing.end", "standing", "",
	 N_("{who} ended standing call {object}.")},

	{"return.submit", "return", "unit, form, period, version, state",
	 N_("{who} handed in the return of {unit} for {period} ({form}), "
	    "version {version}.")},
	{"return.approve", "return", "unit, form, period, version",
	 N_("{who} approved the return of {unit} for {period} ({form}), "
	    "version {version}.")},
	{"return.refuse", "return", "unit, form, period, version, reasons",
	 N_("{who} gave the return of {unit} for {period} ({form}) back to who "
	    "wrote it, version {version}.")},
	{"return.accept", "return", "unit, form, period, version",
	 N_("{who} accepted the return of {unit} for {period} ({form}), "
	    "version {version}.")},
	{"return.send-back", "return", "unit, form, period, version, reasons",
	 N_("{who} sent back the return of {unit} for {period} ({form}), "
	    "version {version}.")},
	{"return.void", "return", "unit, form, period, version, reasons",
	 N_("{who} voided the return of {unit} for {period} ({form}), version "
	    "{version}.")},
	{"returns.submit", "form", "period, count, digest of the rows",
	 N_("{who} handed in {count} returns of form {object} for {period} "
	    "together.")},
	{"returns.accept", "form", "period, count, digest of the rows",
	 N_("{who} accepted {count} returns of form {object} for {period} "
	    "together.")},

	{"group.add", "unit", "year, name",
	 N_("{who} added the group {name} to the programme of {object} for "
	    "{year}.")},
	{"group.edit", "unit", "year, group, name, place (from 1; 0: as it was)",
	 N_("{who} changed the group {group} in the programme of {object} for "
	    "{year}.")},
	{"task.add", "task",
	 "unit, year, subject, due, holders (people by number), tasks (of a row)",
	 N_("{who} added task {object} to the programme of {unit} for {year}: "
	    "{subject}")},
	{"task.edit", "task",
	 "of each changed field before and after, holders (people by number), "
	 "tasks (of a row)",
	 N_("{who} changed task {object}.")},
	{"task.import", "unit", "year, added, left_out",
	 N_("{who} took {added} tasks from a file into the programme of "
	    "{object} for {year}; {left_out} were left out.")},
	{"task.report", "task", "before, after (states), progress, version",
	 N_("{who} reported on task {object}: {progress} %, {after}.")},
	{"task.drop", "task", "before, after (states), progress, version",
	 N_("{who} dropped task {object}.")},
	{"task.reopen", "task", "before, after (states), progress, version",
	 N_("{who} opened task {object} again.")},
	{"attachment.add", "return", "place, name, size",
	 N_("{who} attached the file {name}.")},
	{"attachment.drop", "return", "place, name, size",
	 N_("{who} took the file {name} away.")},
};
/* clang-format on */

const size_t journal_acts_count = COUNT(journal_acts);

const struct journal_act *journal_act_find(const char *act)
{
	for (size_t i = 0; i < journal_acts_count; i++)
		if (!strcmp(journal_acts[i].act, act))
			return &journal_acts[i];
	return NULL;
}
