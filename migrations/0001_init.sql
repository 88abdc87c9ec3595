-- Days count from 1970-01-01; an `until` is the last day of validity and
-- 2932896 (9999-12-31) means no end. Instants are seconds since 1970 UTC.
-- Periods are the whole numbers of src/base/period.h.

-- only: pg
-- Held until the transaction ends; SQLite gets both words in sqlite.c.
CREATE FUNCTION lock_shared(bigint) RETURNS bigint LANGUAGE sql
	AS 'SELECT 1::bigint FROM pg_advisory_xact_lock_shared($1)';
CREATE FUNCTION lock_alone(bigint) RETURNS bigint LANGUAGE sql
	AS 'SELECT 1::bigint FROM pg_advisory_xact_lock($1)';
-- end

CREATE TABLE setting (
	name   TEXT PRIMARY KEY, -- title, timezone, base-url, trusted-proxy ...
	value  TEXT NOT NULL
) @STRICT@;

-- tree: grows with every change of the tree, so that a snapshot of it in
-- memory knows whether it still holds.
CREATE TABLE counter (
	name   TEXT PRIMARY KEY,
	n      @INT@ NOT NULL
) @STRICT@;
INSERT INTO counter (name, n) VALUES ('tree', 1);

-- The journal: lanes of hash-chained entries side by side.
CREATE TABLE journal (
	id       @ID@,
	lane     @INT@ NOT NULL,
	seq      @INT@ NOT NULL, -- in its lane, from 1 without gaps
	at       @INT@ NOT NULL,
	account  @INT@,          -- NULL: the operator of the store
	act      TEXT NOT NULL,  -- unit.import, reorganise, return.accept ...
	object   TEXT NOT NULL,  -- the code or number of what was changed
	detail   TEXT NOT NULL,  -- JSON: before, after; of a bulk act count and digest
	hash     @BLOB@ NOT NULL -- of the entry before in the lane and of this one
) @STRICT@;
CREATE UNIQUE INDEX journal_place ON journal (lane, seq);
CREATE TABLE journal_lane (
	lane   @INT@ PRIMARY KEY,
	seq    @INT@ NOT NULL,   -- of the last entry
	hash   @BLOB@ NOT NULL
) @STRICT@;

-- The tree through time.
CREATE TABLE kind (
	id     @ID@,
	code   TEXT NOT NULL UNIQUE
) @STRICT@;

CREATE TABLE unit (
	id        @ID@,
	code      TEXT NOT NULL UNIQUE,
	since     @INT@ NOT NULL,
	until     @INT@ NOT NULL,
	timezone  TEXT,          -- NULL: the parent's
	CHECK (since <= until)
) @STRICT@;

-- What is said of a unit from one day to another; without gaps or overlaps
-- from unit.since to unit.until.
CREATE TABLE unit_fact (
	unit     @INT@ NOT NULL REFERENCES unit (id),
	since    @INT@ NOT NULL,
	until    @INT@ NOT NULL,
	parent   @INT@ REFERENCES unit (id), -- NULL: the top
	kind     @INT@ NOT NULL REFERENCES kind (id),
	name     TEXT NOT NULL,
	folded   TEXT NOT NULL,  -- name and code as people search them
	sort     @BLOB@ NOT NULL, -- ICU sort key of the name
	PRIMARY KEY (unit, since),
	CHECK (since <= until)
) @STRICT@;
-- the children of a unit, by name, without looking at the rows passed over
CREATE INDEX unit_fact_parent
    ON unit_fact (parent, sort, unit, since, until, kind);

-- How many units of a kind are strictly below a unit, from `day` on until
-- the next row of the same unit and kind.
CREATE TABLE kind_count (
	unit   @INT@ NOT NULL REFERENCES unit (id),
	kind   @INT@ NOT NULL REFERENCES kind (id),
	day    @INT@ NOT NULL,
	n      @INT@ NOT NULL,
	PRIMARY KEY (unit, kind, day)
) @STRICT@;

CREATE TABLE reorganisation (
	id        @ID@,
	day       @INT@ NOT NULL,
	decision  TEXT NOT NULL,
	at        @INT@ NOT NULL,
	account   @INT@,
	undone    @INT@ NOT NULL DEFAULT 0, -- 1: taken back by a later one
	undoes    @INT@ REFERENCES reorganisation (id)
) @STRICT@;
CREATE INDEX reorganisation_day ON reorganisation (day);

CREATE TABLE reorganisation_op (
	reorganisation  @INT@ NOT NULL REFERENCES reorganisation (id),
	n       @INT@ NOT NULL,  -- line of the file
	op      TEXT NOT NULL CHECK (op IN ('create', 'rename', 'retype',
	                                    'move', 'merge', 'split', 'close')),
	code    TEXT NOT NULL,   -- as given: an undone unit is gone, its code stays
	name    TEXT,
	kind    TEXT,
	parent  TEXT,
	into_   TEXT,
	num     @INT@,           -- share; NULL: unknown
	den     @INT@,
	old_name    TEXT,        -- what it was before, for the page and for undo
	old_kind    TEXT,
	old_parent  TEXT,
	old_until   @INT@,       -- of a unit that ceased: its last day until then
	PRIMARY KEY (reorganisation, n)
) @STRICT@;

-- Who takes over from whom, on which day, which part.
CREATE TABLE link (
	unit    @INT@ NOT NULL REFERENCES unit (id), -- ceased the day before
	into_   @INT@ NOT NULL REFERENCES unit (id),
	day     @INT@ NOT NULL,
	reorganisation  @INT@ NOT NULL REFERENCES reorganisation (id),
	num     @INT@,           -- NULL: unknown
	den     @INT@,
	PRIMARY KEY (unit, into_)
) @STRICT@;
CREATE INDEX link_into ON link (into_);

-- People who sign in, and what they may do where.
CREATE TABLE account (
	id        @ID@,
	login     TEXT NOT NULL UNIQUE,
	password  TEXT,          -- Argon2id; NULL: cannot sign in by password
	lang      TEXT NOT NULL DEFAULT 'vi',
	created   @INT@ NOT NULL,
	until     @INT@ NOT NULL -- last instant at which it may sign in
) @STRICT@;

CREATE TABLE role_grant (
	id       @ID@,
	account  @INT@ NOT NULL REFERENCES account (id),
	role     TEXT NOT NULL,  -- of the table in src/access/role.c
	unit     @INT@ REFERENCES unit (id) ON DELETE CASCADE, -- NULL: the whole store
	until    @INT@ NOT NULL  -- last day
) @STRICT@;
CREATE UNIQUE INDEX role_grant_place
	ON role_grant (account, role, COALESCE(unit, 0));

CREATE TABLE session (
	token    @BLOB@ PRIMARY KEY, -- hash of what the browser holds
	account  @INT@ NOT NULL REFERENCES account (id),
	created  @INT@ NOT NULL,
	seen     @INT@ NOT NULL
) @STRICT@;
CREATE INDEX session_account ON session (account);

-- Forms and what units answered.
CREATE TABLE form (
	id      @ID@,
	code    TEXT NOT NULL UNIQUE,
	period  @INT@ NOT NULL   -- kind of its base period (period.h)
) @STRICT@;

CREATE TABLE form_version (
	form     @INT@ NOT NULL REFERENCES form (id),
	version  @INT@ NOT NULL,
	first    @INT@ NOT NULL, -- first period it is for; 0: any
	at       @INT@ NOT NULL,
	body     TEXT NOT NULL,  -- the file, as it came in, in canonical JSON
	PRIMARY KEY (form, version)
) @STRICT@;

CREATE TABLE form_answers (
	form     @INT@ NOT NULL,
	version  @INT@ NOT NULL,
	kind     @INT@ NOT NULL REFERENCES kind (id),
	PRIMARY KEY (form, version, kind),
	FOREIGN KEY (form, version) REFERENCES form_version (form, version)
) @STRICT@;

-- A code keeps its slot for ever, whatever the version.
CREATE TABLE indicator (
	form   @INT@ NOT NULL REFERENCES form (id),
	slot   @INT@ NOT NULL,   -- from 0
	code   TEXT NOT NULL,
	type   TEXT NOT NULL,    -- count, amount, ratio
	scale  @INT@ NOT NULL,   -- decimals
	tree   TEXT NOT NULL,    -- rule over the tree
	time   TEXT NOT NULL,    -- rule over periods
	of_a   @INT@,            -- slots of the two parts of a ratio
	of_b   @INT@,
	PRIMARY KEY (form, slot)
) @STRICT@;
CREATE UNIQUE INDEX indicator_code ON indicator (form, code);

-- The response that counts. id = form * 2^52 + unit * 2^20 + period, so
-- that the periods of one unit lie side by side; `values_` is packed by
-- returns/vector.c and read nowhere else.
CREATE TABLE accepted (
	id            @INT@ PRIMARY KEY,
	version       @INT@ NOT NULL,
	form_version  @INT@ NOT NULL,
	values_       @BLOB@ NOT NULL,
	sent_at       @INT@ NOT NULL,
	sent_by       @INT@,
	accepted_at   @INT@ NOT NULL,
	accepted_by   @INT@
) @STRICT@;

-- Responses that do not count: not accepted yet, or no longer.
CREATE TABLE response (
	id            @INT@ NOT NULL, -- as accepted.id
	version       @INT@ NOT NULL,
	state         TEXT NOT NULL CHECK (state IN ('submitted', 'replaced')),
	form_version  @INT@ NOT NULL,
	values_       @BLOB@ NOT NULL,
	sent_at       @INT@ NOT NULL,
	sent_by       @INT@,
	accepted_at   @INT@,
	accepted_by   @INT@,
	PRIMARY KEY (id, version)
) @STRICT@;

-- What all units strictly below a unit gave, on the tree of the period's
-- last day. id as accepted.id.
CREATE TABLE rollup (
	id        @INT@ PRIMARY KEY,
	accepted  @INT@ NOT NULL, -- returns that count
	unasked   @INT@ NOT NULL, -- of these, of units whose kind need not answer
	values_   @BLOB@ NOT NULL
) @STRICT@;

-- For which periods of a form anything was accepted.
CREATE TABLE form_period (
	form    @INT@ NOT NULL REFERENCES form (id),
	period  @INT@ NOT NULL,
	PRIMARY KEY (form, period)
) @STRICT@;
