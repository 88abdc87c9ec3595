-- What Tierwork does by itself: who leads among several servers, what it
-- tells people in the program and by mail, whom it reminded of what.

-- Who does alone what only one may do, until when at the latest.
CREATE TABLE lease (
	name    TEXT PRIMARY KEY,
	holder  TEXT NOT NULL,   -- a number drawn by chance as a program starts
	until   @INT@ NOT NULL
) @STRICT@;

ALTER TABLE account ADD COLUMN email TEXT; -- NULL: none is known

-- What somebody was told in the program, said in both languages at once.
CREATE TABLE notice (
	id       @ID@,
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	kind     TEXT NOT NULL,  -- of the table in src/access/notice.c
	link     TEXT NOT NULL,  -- path of the page that it is about
	vi       TEXT NOT NULL,
	en       TEXT NOT NULL,
	words    TEXT NOT NULL,  -- what a person wrote to it, or ''
	at       @INT@ NOT NULL,
	seen_at  @INT@,          -- NULL: not yet
	digest   @INT@ NOT NULL  -- 1: waits for the mail of the day
) @STRICT@;
-- The same is not told again before it was seen.
CREATE UNIQUE INDEX notice_unseen ON notice (account, kind, link, en)
	WHERE seen_at IS NULL;
CREATE INDEX notice_account ON notice (account, at);
CREATE INDEX notice_digest ON notice (account) WHERE digest = 1;
-- whom to tell about a unit
CREATE INDEX role_grant_unit ON role_grant (unit);

-- How somebody wants to be told of a kind, where not as that kind is told
-- by default.
CREATE TABLE notice_wish (
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	kind     TEXT NOT NULL,
	how      TEXT NOT NULL CHECK (how IN ('off', 'notice', 'digest', 'once')),
	PRIMARY KEY (account, kind)
) @STRICT@;

-- The outbox. `token` is the left part of its Message-ID: sent twice after
-- an accident, it is known to be the same.
CREATE TABLE mail (
	id       @ID@,
	account  @INT@ REFERENCES account (id) ON DELETE CASCADE,
	address  TEXT NOT NULL,
	subject  TEXT NOT NULL,
	body     TEXT NOT NULL,
	token    TEXT NOT NULL UNIQUE,
	state    TEXT NOT NULL CHECK (state IN
		('queued', 'sending', 'sent', 'failed')),
	tries    @INT@ NOT NULL, -- that failed
	next_at  @INT@ NOT NULL, -- not before then; of `sending`: it was lost
	why      TEXT NOT NULL,  -- of the last failure, as the server said it
	at       @INT@ NOT NULL
) @STRICT@;
CREATE INDEX mail_next ON mail (next_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_failed ON mail (id) WHERE state = 'failed';

-- 0: the people of its unit were not told of it yet; 2: not of what changed
ALTER TABLE assignment ADD COLUMN told @INT@ NOT NULL DEFAULT 0;
CREATE INDEX assignment_told ON assignment (id) WHERE told <> 1;

-- Of what a unit was reminded, so that nothing is sent twice.
CREATE TABLE reminder (
	assignment  @INT@ NOT NULL REFERENCES assignment (id),
	rule        @INT@ NOT NULL, -- days after the due day; 1000: by hand
	of          @INT@ NOT NULL, -- the due instant; by hand: when
	at          @INT@ NOT NULL,
	account     @INT@,
	PRIMARY KEY (assignment, rule, of)
) @STRICT@;

-- How far a rule has come: all that is due up to there was reminded of.
CREATE TABLE reminder_mark (
	rule        @INT@ PRIMARY KEY,
	due         @INT@ NOT NULL,
	assignment  @INT@ NOT NULL
) @STRICT@;
