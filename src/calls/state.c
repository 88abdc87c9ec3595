/* state.c - the states of an assignment, and the steps between them. */
#include "calls/state.h"

#include <string.h>

#define IN(s) (1u << (s))

static const struct {
	const char *name, *label, *means;
} states[STATES] = {
	[DELIVERED] = {"delivered", N_("Delivered"),
		       N_("It is with the unit; nobody there has opened it.")},
	[ACKNOWLEDGED] = {"acknowledged", N_("Acknowledged"),
			  N_("The unit has seen it.")},
	[SUBMITTED] = {"submitted", N_("Submitted"),
		       N_("The unit has answered; the checker has to look.")},
	[SENT_BACK] = {"sent-back", N_("Sent back"),
		       N_("The unit has to mend it; the reasons are with it.")},
	[ACCEPTED] = {"accepted", N_("Accepted"),
		      N_("The answer counts, at every tier above.")},
	[WAIVED] = {"waived", N_("Waived"),
		    N_("The unit need not answer; the reason is with it.")},
	[WITHDRAWN] = {"withdrawn", N_("Withdrawn"),
		       N_("It is no longer asked for.")},
};

const struct step_rule step_rules[STEPS] = {
	[STEP_ACKNOWLEDGE] = {.name = "acknowledge",
			      .from = IN(DELIVERED),
			      .to = ACKNOWLEDGED,
			      .act = ACT_ANSWER,
			      .label = N_("Acknowledge"),
			      .does = N_("The unit says that it has seen it; "
					 "to begin an answer says so too.")},
	[STEP_SUBMIT] = {.name = "submit",
			 .from = STATES_LIVE,
			 .stays = IN(ACCEPTED),
			 .to = SUBMITTED,
			 .act = ACT_ANSWER,
			 .label = N_("Submit"),
			 .does = N_("The unit hands its answer in. While a "
				    "correction waits, the accepted version "
				    "goes on counting.")},
	[STEP_SEND_BACK] = {.name = "send-back",
			    .from = IN(SUBMITTED) | IN(ACCEPTED),
			    .stays = IN(ACCEPTED),
			    .to = SENT_BACK,
			    .act = ACT_ACCEPT,
			    .by_checker = true,
			    .needs_reason = true,
			    .label = N_("Send back"),
			    .does = N_("The checker wants it mended. What was "
				       "accepted before goes on counting.")},
	[STEP_ACCEPT] = {.name = "accept",
			 .from = STATES_LIVE,
			 .to = ACCEPTED,
			 .act = ACT_ACCEPT,
			 .by_checker = true,
			 .label = N_("Accept"),
			 .does = N_("The answer counts from now on.")},
	[STEP_VOID] = {.name = "void",
		       .from = IN(ACCEPTED),
		       .to = SENT_BACK,
		       .act = ACT_ACCEPT,
		       .by_checker = true,
		       .needs_reason = true,
		       .label = N_("Void"),
		       .does = N_("The accepted answer ceases to count.")},
	[STEP_WAIVE] = {.name = "waive",
			.from = STATES_OWED | IN(SUBMITTED),
			.to = WAIVED,
			.act = ACT_CALL,
			.by_checker = true,
			.needs_reason = true,
			.label = N_("Waive"),
			.does = N_("The unit need not answer.")},
	[STEP_RESUME] = {.name = "resume",
			 .from = IN(WAIVED),
			 .to = DELIVERED,
			 .act = ACT_CALL,
			 .by_checker = true,
			 .label = N_("Ask again"),
			 .does = N_("The unit has to answer after all.")},
	[STEP_WITHDRAW] = {.name = "withdraw",
			   .from = STATES_LIVE | IN(WAIVED),
			   .to = WITHDRAWN,
			   .act = ACT_CALL,
			   .by_checker = true,
			   .needs_reason = true,
			   .label = N_("Withdraw"),
			   .does = N_("It is no longer asked for. What was "
				      "accepted goes on counting as given "
				      "without being asked.")},
};

const char *state_name(enum state s)
{
	return states[s].name;
}

const char *state_label(enum state s)
{
	return states[s].label;
}

bool state_read(const char *name, enum state *s)
{
	for (int i = 0; i < STATES; i++) {
		if (strcmp(states[i].name, name))
			continue;
		*s = (enum state)i;
		return true;
	}
	return false;
}

enum err state_after(struct ctx *c, enum step step, enum state from,
		     enum state *to)
{
	const struct step_rule *r = &step_rules[step];

	if (!(r->from & IN(from)))
		return fail(c, ERR_CONFLICT, "state",
			    N_("This cannot be done now: its state is "
			       "\"%s\"."),
			    tr(c, states[from].label));
	*to = r->stays & IN(from) ? from : r->to;
	return OK;
}

/* "delivered, acknowledged". */
static const char *names_of(struct arena *mem, unsigned set)
{
	struct buf b = {.mem = mem};

	buf_str(&b, "");
	for (int i = 0; i < STATES; i++)
		if (set & IN(i))
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   states[i].name);
	return b.s;
}

struct val *states_view(struct arena *mem)
{
	struct val *v = val_map(mem), *s = val_list(mem);
	struct val *steps = val_list(mem);

	for (int i = 0; i < STATES; i++) {
		struct val *one = val_map(mem);

		map_s(one, "state", states[i].name);
		map_s(one, "label", states[i].label);
		map_s(one, "means", states[i].means);
		list_v(s, one);
	}
	for (int i = 0; i < STEPS; i++) {
		const struct step_rule *r = &step_rules[i];
		struct val *one = val_map(mem);

		map_s(one, "step", r->name);
		map_s(one, "from", names_of(mem, r->from & ~r->stays));
		map_s(one, "stays", names_of(mem, r->stays));
		map_s(one, "to", states[r->to].name);
		map_s(one, "may", act_name(r->act));
		map_s(one, "at", r->by_checker ? "checker" : "unit");
		map_b(one, "reason", r->needs_reason);
		map_s(one, "does", r->does);
		list_v(steps, one);
	}
	map_v(v, "states", s);
	map_v(v, "steps", steps);
	return v;
}
