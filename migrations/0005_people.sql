-- People, bodies and their seats; who may do what by which right; how people
-- sign in; who did what in which seat.

CREATE TABLE person (
	id         @ID@,
	code       TEXT NOT NULL UNIQUE,
	name       TEXT NOT NULL,   -- as people write it; '' once erased or merged
	sort       @BLOB@ NOT NULL, -- ICU keys: given name, family name, the others
	folded     TEXT NOT NULL,   -- name as people search it, a blank before it
	email      TEXT,
	phone      TEXT,
	key        @BLOB@,          -- of the digests in the journal; NULL: erased
	merged     @INT@ REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, -- is the same as that one
	at         @INT@ NOT NULL,
	erased_at  @INT@
) @STRICT@;
-- a list by name, and a search in it, without looking at the rows passed over
CREATE INDEX person_sort ON person (sort, id, folded);
CREATE INDEX person_email ON person (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX person_merged ON person (merged) WHERE merged IS NOT NULL;

-- To which unit a person belongs, from one day to another; never to two at
-- once. `joined`, `joined_on` and `ends` are what was said; the rows of one
-- such stay are what the tree makes of it: where its unit ceases and goes
-- wholly into another, the stay goes on there, in a row of its own.
CREATE TABLE membership (
	id         @ID@,
	person     @INT@ NOT NULL REFERENCES person (id),
	unit       @INT@ NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
	since      @INT@ NOT NULL,
	until      @INT@ NOT NULL,
	joined     @INT@ NOT NULL,  -- the unit that was said, from
	joined_on  @INT@ NOT NULL,  -- this day on,
	ends       @INT@ NOT NULL,  -- to this; nobody took over where no row follows
	came_by    @INT@ REFERENCES reorganisation (id), -- carried to a successor
	cut_by     @INT@ REFERENCES reorganisation (id), -- ended with its unit
	CHECK (joined_on <= since AND since <= until AND until <= ends)
) @STRICT@;
CREATE UNIQUE INDEX membership_person ON membership (person, since);
CREATE INDEX membership_unit ON membership (unit, until, since, person);
-- of whom some wait to be placed
CREATE INDEX membership_cut ON membership (until) WHERE until < ends;

-- How many people belong to a unit or to one below it, from `day` on until
-- the next row of the unit.
CREATE TABLE member_count (
	unit  @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	day   @INT@ NOT NULL,
	n     @INT@ NOT NULL,
	PRIMARY KEY (unit, day)
) @STRICT@;

-- A committee, secretariat, jury, working group or helper team at a unit.
CREATE TABLE body (
	id     @ID@,
	code   TEXT NOT NULL UNIQUE,
	unit   @INT@ NOT NULL REFERENCES unit (id),
	kind   TEXT NOT NULL,   -- of the table in src/people/body.c
	name   TEXT NOT NULL,
	since  @INT@ NOT NULL,
	until  @INT@ NOT NULL,  -- by decision; it ends with its unit at the latest
	at     @INT@ NOT NULL
) @STRICT@;
CREATE INDEX body_unit ON body (unit, until);

-- One act that makes, re-forms or ends a body, or gives it other rules.
CREATE TABLE body_change (
	id        @ID@,
	body      @INT@ NOT NULL REFERENCES body (id),
	day       @INT@ NOT NULL,
	what      TEXT NOT NULL CHECK (what IN ('found', 'reform', 'rules', 'end')),
	decision  TEXT NOT NULL,
	rules     TEXT,         -- by which it works from then on; NULL: as before
	at        @INT@ NOT NULL,
	account   @INT@
) @STRICT@;
CREATE INDEX body_change_body ON body_change (body, day);

-- head, standing-deputy, deputy, secretary, member, and those that an
-- organisation adds.
CREATE TABLE seat_kind (
	code  TEXT PRIMARY KEY,
	vi    TEXT NOT NULL,
	en    TEXT NOT NULL,
	rank  @INT@ NOT NULL      -- the order in a line-up
) @STRICT@;
INSERT INTO seat_kind (code, vi, en, rank) VALUES
	('head', 'Trưởng ban', 'Head', 10),
	('standing-deputy', 'Phó ban thường trực', 'Standing deputy', 20),
	('deputy', 'Phó ban', 'Deputy', 30),
	('secretary', 'Thư ký', 'Secretary', 40),
	('member', 'Ủy viên', 'Member', 50);

-- A place in a body.
CREATE TABLE seat (
	id      @ID@,
	body    @INT@ NOT NULL REFERENCES body (id),
	kind    TEXT NOT NULL REFERENCES seat_kind (code),
	n       @INT@ NOT NULL  -- of several of one kind, from 1
) @STRICT@;
CREATE UNIQUE INDEX seat_place ON seat (body, kind, n);

-- What falls to a seat from one day to another, by which changes of the body.
-- Outside of its terms the body has no such seat.
CREATE TABLE seat_term (
	id      @ID@,
	seat    @INT@ NOT NULL REFERENCES seat (id),
	duties  TEXT NOT NULL,
	role    TEXT,            -- that its holder has at the body's unit, or NULL
	area    TEXT NOT NULL,   -- in which the role holds
	since   @INT@ NOT NULL,
	until   @INT@ NOT NULL,
	began   @INT@ NOT NULL REFERENCES body_change (id),
	ended   @INT@ REFERENCES body_change (id),
	CHECK (since <= until)
) @STRICT@;
CREATE INDEX seat_term_seat ON seat_term (seat, since);

-- Who holds a seat from one day to another, by which changes of the body.
CREATE TABLE sitting (
	id      @ID@,
	seat    @INT@ NOT NULL REFERENCES seat (id),
	person  @INT@ NOT NULL REFERENCES person (id),
	since   @INT@ NOT NULL,
	until   @INT@ NOT NULL,
	began   @INT@ NOT NULL REFERENCES body_change (id),
	ended   @INT@ REFERENCES body_change (id),
	CHECK (since <= until)
) @STRICT@;
CREATE INDEX sitting_seat ON sitting (seat, since);
CREATE INDEX sitting_person ON sitting (person, until);

-- ---- who may do what ----

ALTER TABLE account ADD COLUMN person    @INT@ REFERENCES person (id);
ALTER TABLE account ADD COLUMN closed_at @INT@;  -- NULL: it is open
ALTER TABLE account ADD COLUMN ldap      @INT@ NOT NULL DEFAULT 0; -- 1: a directory knows its password
ALTER TABLE account ADD COLUMN totp      @BLOB@; -- secret of the second factor
ALTER TABLE account ADD COLUMN totp_step @INT@ NOT NULL DEFAULT 0; -- last one used
ALTER TABLE account ADD COLUMN key       @BLOB@; -- as person.key
ALTER TABLE account ADD COLUMN signed_in @INT@;  -- when it last did; NULL: never
CREATE INDEX account_person ON account (person) WHERE person IS NOT NULL;

ALTER TABLE role_grant ADD COLUMN area  TEXT NOT NULL DEFAULT 'all';
ALTER TABLE role_grant ADD COLUMN since @INT@ NOT NULL DEFAULT 0; -- first day
ALTER TABLE role_grant ADD COLUMN day   @INT@ NOT NULL DEFAULT 0; -- it was given
ALTER TABLE role_grant ADD COLUMN by_   @INT@;   -- account that gave it
DROP INDEX role_grant_place;
CREATE UNIQUE INDEX role_grant_place
	ON role_grant (account, role, area, COALESCE(unit, 0));

-- Somebody stands in for somebody else who is away.
CREATE TABLE delegation (
	id       @ID@,
	account  @INT@ NOT NULL REFERENCES account (id), -- who is away
	to_      @INT@ NOT NULL REFERENCES account (id), -- who acts
	since    @INT@ NOT NULL,
	until    @INT@ NOT NULL,
	at       @INT@ NOT NULL
) @STRICT@;
CREATE INDEX delegation_to ON delegation (to_, until);
CREATE INDEX delegation_account ON delegation (account, until);

-- Rights of an account's own: granted, or held through a seat. Both end with
-- the unit. `power` is what statements look for in a list of what allows an
-- act: "head/all". The casts give each column one affinity in all parts of the
-- union: only then does SQLite look into the tables by what is asked.
CREATE VIEW holding (account, role, area, power, unit, since, until, given, sitting) AS
SELECT role_grant.account, role, area, role || '/' || area, unit,
       role_grant.since,
       CAST(CASE WHEN u.until < role_grant.until THEN u.until
                 ELSE role_grant.until END AS BIGINT),
       role_grant.id, CAST(NULL AS BIGINT)
  FROM role_grant
  LEFT JOIN unit u ON u.id = role_grant.unit
UNION ALL
SELECT account.id, t.role, t.area, t.role || '/' || t.area, u.id,
       CAST(CASE WHEN t.since > sitting.since THEN t.since
                 ELSE sitting.since END AS BIGINT),
       CAST(CASE WHEN u.until < sitting.until AND u.until < t.until THEN u.until
                 WHEN t.until < sitting.until THEN t.until
                 ELSE sitting.until END AS BIGINT),
       CAST(NULL AS BIGINT), sitting.id
  FROM account
  JOIN sitting ON sitting.person = account.person
  JOIN seat_term t ON t.seat = sitting.seat AND t.role IS NOT NULL
   AND t.since <= sitting.until AND t.until >= sitting.since
  JOIN seat s ON s.id = sitting.seat
  JOIN body b ON b.id = s.body
  JOIN unit u ON u.id = b.unit;

-- And those of somebody for whom it stands in (`behalf`), while that account
-- is open; no administrator can be stood in for. This is what every list and
-- every act asks.
CREATE VIEW authority (account, role, area, power, unit, since, until, given, sitting, behalf) AS
SELECT account, role, area, power, unit, since, until, given, sitting,
       CAST(NULL AS BIGINT)
  FROM holding
UNION ALL
SELECT delegation.to_, h.role, h.area, h.power, h.unit,
       CAST(CASE WHEN delegation.since > h.since THEN delegation.since
                 ELSE h.since END AS BIGINT),
       CAST(CASE WHEN delegation.until < h.until THEN delegation.until
                 ELSE h.until END AS BIGINT),
       h.given, h.sitting, delegation.account
  FROM delegation
  JOIN account away ON away.id = delegation.account AND away.closed_at IS NULL
  JOIN holding h ON h.account = delegation.account AND h.role <> 'administrator';

-- ---- how people sign in ----

-- Everybody signs in again after this migration.
DROP TABLE session;
CREATE TABLE session (
	id        @ID@,
	token     @BLOB@ NOT NULL UNIQUE, -- hash of what the browser holds
	account   @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	created   @INT@ NOT NULL,
	seen      @INT@ NOT NULL,
	proved    @INT@ NOT NULL,  -- when a password or code was last given
	agent     TEXT NOT NULL,   -- browser and system, in a few words
	from_     TEXT NOT NULL,   -- address it was begun from
	renew     @INT@ NOT NULL,  -- 1: a new token is due, rights have changed
	owes      @INT@ NOT NULL,  -- 1: a second factor is to be set up first
	old       @BLOB@,          -- hash of the token before, good until:
	old_until @INT@ NOT NULL
) @STRICT@;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_old ON session (old) WHERE old IS NOT NULL;

-- A sign-in that is half done: the password was right and a code is asked
-- for, or an identity provider was asked.
CREATE TABLE half_signin (
	token    @BLOB@ PRIMARY KEY, -- hash of what the browser holds
	what     TEXT NOT NULL CHECK (what IN ('code', 'oidc')),
	account  @INT@ REFERENCES account (id) ON DELETE CASCADE,
	secret   TEXT NOT NULL,    -- of oidc: nonce and PKCE's verifier
	next     TEXT NOT NULL,    -- path to go to afterwards
	tries    @INT@ NOT NULL,
	until    @INT@ NOT NULL
) @STRICT@;

-- Codes that replace the second factor, each once.
CREATE TABLE recovery_code (
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	hash     @BLOB@ NOT NULL,
	used_at  @INT@,
	PRIMARY KEY (account, hash)
) @STRICT@;

-- Who an identity provider says somebody is.
CREATE TABLE identity (
	issuer   TEXT NOT NULL,
	subject  TEXT NOT NULL,
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	at       @INT@ NOT NULL,
	PRIMARY KEY (issuer, subject)
) @STRICT@;
CREATE INDEX identity_account ON identity (account);

-- Links of one use: an invitation, a new password.
CREATE TABLE link_once (
	id       @ID@,
	hash     @BLOB@ NOT NULL UNIQUE,
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	what     TEXT NOT NULL CHECK (what IN ('invite', 'reset')),
	at       @INT@ NOT NULL,
	until    @INT@ NOT NULL,
	used_at  @INT@,
	refused_at @INT@,          -- when it first came too late
	by_      @INT@             -- who made it; NULL: operator, or itself
) @STRICT@;
CREATE INDEX link_once_account ON link_once (account);

-- Browsers in which somebody signed in before: guessing elsewhere does not
-- slow them down.
CREATE TABLE device (
	hash     @BLOB@ PRIMARY KEY,
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	seen     @INT@ NOT NULL
) @STRICT@;
CREATE INDEX device_account ON device (account);

-- Of programs that use the API for an account.
CREATE TABLE api_token (
	id       @ID@,
	hash     @BLOB@ NOT NULL UNIQUE,
	account  @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	name     TEXT NOT NULL,    -- what it is for
	acts     TEXT NOT NULL,    -- at most these: "see,read,answer"
	at       @INT@ NOT NULL,
	until    @INT@ NOT NULL,
	used_at  @INT@,            -- to the hour
	told_at  @INT@,            -- that its time is nearly over
	refused_at @INT@,          -- after it was over; to the hour
	ended_at @INT@
) @STRICT@;
CREATE INDEX api_token_account ON api_token (account);

-- ---- the journal ----

ALTER TABLE journal ADD COLUMN format @INT@ NOT NULL DEFAULT 1; -- of its hash
ALTER TABLE journal ADD COLUMN seat   @INT@; -- sitting whose right it used
ALTER TABLE journal ADD COLUMN behalf @INT@; -- account it stood in for
ALTER TABLE journal ADD COLUMN work   @INT@ NOT NULL DEFAULT 0; -- unit of work
CREATE INDEX journal_object ON journal (object, id);

-- What binds all lanes together at an instant.
CREATE TABLE seal (
	id       @ID@,
	at       @INT@ NOT NULL,
	account  @INT@,
	heads    TEXT NOT NULL,    -- "lane seq hash" of each, a line each
	hash     @BLOB@ NOT NULL   -- of the seal before and of this one
) @STRICT@;
