-- What units are asked for, and how far each is. A call makes an assignment
-- for every unit it addresses; coverage counts them, tier by tier.

-- A call that is issued again for every period of its form.
CREATE TABLE standing (
	id         @ID@,
	what       TEXT NOT NULL,          -- as call.what
	issuer     @INT@ NOT NULL REFERENCES unit (id),
	under      @INT@ NOT NULL REFERENCES unit (id),
	form       @INT@ NOT NULL,
	to_kind    @INT@ NOT NULL REFERENCES kind (id),
	relay      TEXT NOT NULL CHECK (relay IN ('direct', 'stepwise')),
	due_after  @INT@ NOT NULL,         -- days after the period's last day
	ahead      @INT@ NOT NULL,         -- days before its end when it is issued
	first      @INT@ NOT NULL,         -- the first period it asks for
	next       @INT@ NOT NULL,         -- the period it asks for next
	at         @INT@ NOT NULL,
	account    @INT@,
	ended_at   @INT@                   -- NULL: it goes on
) @STRICT@;

CREATE TABLE call (
	id         @ID@,
	what       TEXT NOT NULL,          -- return; later document, task ...
	issuer     @INT@ NOT NULL REFERENCES unit (id),
	under      @INT@ NOT NULL REFERENCES unit (id), -- addressed: it and below
	to_kind    @INT@ NOT NULL REFERENCES kind (id),
	form       @INT@ NOT NULL,         -- of a return, else 0
	period     @INT@ NOT NULL,         -- of a return, else 0
	day        @INT@ NOT NULL,         -- whose tree it counts on
	relay      TEXT NOT NULL CHECK (relay IN ('direct', 'stepwise')),
	due        @INT@ NOT NULL,         -- day; an assignment may have its own
	note       TEXT NOT NULL,          -- what the issuer wrote
	state      TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
	reason     TEXT NOT NULL,          -- of the withdrawal
	standing   @INT@ REFERENCES standing (id),
	at         @INT@ NOT NULL,
	account    @INT@
) @STRICT@;
-- Nothing is issued twice.
CREATE UNIQUE INDEX call_standing ON call (standing, period);
CREATE INDEX call_asks ON call (form, period);
CREATE INDEX call_issuer ON call (issuer, at);

-- One addressed unit's copy of a call.
CREATE TABLE assignment (
	id          @ID@,
	call        @INT@ NOT NULL REFERENCES call (id),
	unit        @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	role        @INT@ NOT NULL,        -- 0 answers, 1 passes on (stepwise)
	key         @INT@,                 -- of the return (calls/key.h); NULL: none
	state       TEXT NOT NULL,         -- of the table in src/calls/state.c
	due         @INT@ NOT NULL,        -- the instant its last day ends
	checker     @INT@ NOT NULL,        -- id of the unit whose people accept
	changed_at  @INT@ NOT NULL,
	changed_by  @INT@,
	note        TEXT NOT NULL,         -- reason of the last step, covering note
	passed      @INT@ NOT NULL,        -- 1: a relay has passed it on
	gone        TEXT,                  -- its state before the unit left the
	                                   -- tree addressed; NULL: it did not
	from_       @INT@ REFERENCES assignment (id) ON DELETE SET NULL
	                                   -- whose duty it took over
) @STRICT@;
CREATE UNIQUE INDEX assignment_place ON assignment (call, unit, role);
-- A unit is asked for the same return once at a time.
CREATE UNIQUE INDEX assignment_key ON assignment (key)
	WHERE state <> 'withdrawn';
CREATE INDEX assignment_unit ON assignment (unit, due);
CREATE INDEX assignment_from ON assignment (from_) WHERE from_ IS NOT NULL;
-- what is still owed, in the order in which it falls due
CREATE INDEX assignment_due ON assignment (due, id)
	WHERE state IN ('delivered', 'acknowledged', 'sent-back');
-- what waits for a checker, and what changed for him
CREATE INDEX assignment_checks ON assignment (checker, call)
	WHERE state = 'submitted';
CREATE INDEX assignment_changed ON assignment (checker, changed_at);

-- How many assignments strictly below a unit are in which state, on the
-- tree of call.day. id = the key of a return without its unit (0 of what is
-- no return) + unit * 2^20.
CREATE TABLE coverage (
	id            @INT@ NOT NULL,
	call          @INT@ NOT NULL REFERENCES call (id),
	role          @INT@ NOT NULL,
	due           @INT@ NOT NULL,
	delivered     @INT@ NOT NULL,
	acknowledged  @INT@ NOT NULL,
	submitted     @INT@ NOT NULL,
	sent_back     @INT@ NOT NULL,
	accepted      @INT@ NOT NULL,
	waived        @INT@ NOT NULL,
	withdrawn     @INT@ NOT NULL,
	PRIMARY KEY (id, call, role, due)
) @STRICT@;
CREATE INDEX coverage_call ON coverage (call);

-- When somebody last looked at the desk of a unit.
CREATE TABLE desk_seen (
	account  @INT@ NOT NULL REFERENCES account (id),
	unit     @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	at       @INT@ NOT NULL,
	PRIMARY KEY (account, unit)
) @STRICT@;

-- 1: its head approves what it hands in.
ALTER TABLE unit ADD COLUMN approval @INT@ NOT NULL DEFAULT 0;

-- Responses that do not count: not yet, or no longer. `waiting` is for the
-- unit's own head; `why` says why it was sent back, refused or voided.
CREATE TABLE response_ (
	id            @INT@ NOT NULL, -- as accepted.id
	version       @INT@ NOT NULL,
	state         TEXT NOT NULL CHECK (state IN
		('waiting', 'submitted', 'sent-back', 'replaced', 'voided')),
	form_version  @INT@ NOT NULL,
	values_       @BLOB@ NOT NULL,
	sent_at       @INT@ NOT NULL,
	sent_by       @INT@,
	accepted_at   @INT@,
	accepted_by   @INT@,
	PRIMARY KEY (id, version)
) @STRICT@;
INSERT INTO response_ (id, version, state, form_version, values_, sent_at,
                       sent_by, accepted_at, accepted_by)
SELECT id, version, state, form_version, values_, sent_at, sent_by,
       accepted_at, accepted_by
  FROM response;
DROP TABLE response;
ALTER TABLE response_ RENAME TO response;
-- what waits for somebody
CREATE INDEX response_waits ON response (id)
	WHERE state IN ('waiting', 'submitted');

-- What a response says in words: the answer to a text, an explanation
-- (code: of the rule), a note to whoever reads it (code '').
CREATE TABLE answer_text (
	id       @INT@ NOT NULL, -- as accepted.id
	version  @INT@ NOT NULL,
	what     TEXT NOT NULL CHECK (what IN ('text', 'why', 'note')),
	code     TEXT NOT NULL,
	body     TEXT NOT NULL,
	PRIMARY KEY (id, version, what, code)
) @STRICT@;

-- What a checker, or the unit's head, found: of one indicator, or of the
-- whole (code '').
CREATE TABLE remark (
	id       @INT@ NOT NULL, -- as accepted.id
	version  @INT@ NOT NULL,
	code     TEXT NOT NULL,
	why      TEXT NOT NULL,
	at       @INT@ NOT NULL,
	account  @INT@,
	PRIMARY KEY (id, version, code)
) @STRICT@;

-- What people of a unit are typing, cell by cell, as typed. rev counts the
-- savings; base is the version it corrects, 0: none yet.
CREATE TABLE draft (
	id       @INT@ PRIMARY KEY, -- as accepted.id
	rev      @INT@ NOT NULL,
	base     @INT@ NOT NULL,
	at       @INT@ NOT NULL,
	account  @INT@
) @STRICT@;
CREATE TABLE draft_cell (
	id       @INT@ NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
	what     TEXT NOT NULL CHECK (what IN ('cell', 'why', 'note')),
	code     TEXT NOT NULL,
	value    TEXT NOT NULL, -- '': it was emptied
	numbers  @INT@ NOT NULL, -- how it writes them: enum numbers
	rev      @INT@ NOT NULL,
	at       @INT@ NOT NULL,
	account  @INT@,
	PRIMARY KEY (id, what, code)
) @STRICT@;
