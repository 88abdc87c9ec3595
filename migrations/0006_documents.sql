-- Documents: what was decided, in whose books it stands, who must carry it
-- out; and the year's programme: its tasks, visits and what they found.

-- ---- the register ----

-- Kinds of documents. `abbr` is what symbols have of it; kinds may share one.
CREATE TABLE document_kind (
	code  TEXT PRIMARY KEY,
	abbr  TEXT NOT NULL,
	vi    TEXT NOT NULL,
	en    TEXT NOT NULL,
	rank  @INT@ NOT NULL      -- the order in which they are offered
) @STRICT@;

-- A term of office of a unit, for numbers that run through one.
CREATE TABLE office_term (
	id     @ID@,
	unit   @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	name   TEXT NOT NULL,
	since  @INT@ NOT NULL     -- it goes on until the next one
) @STRICT@;
CREATE UNIQUE INDEX office_term_unit ON office_term (unit, since);

-- How a unit numbers documents of some kinds.
CREATE TABLE numbering (
	id        @ID@,
	unit      @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	per       TEXT NOT NULL CHECK (per IN ('year', 'term')),
	format    TEXT NOT NULL,   -- "{n:02}-{kind}/{issuer}": register/numbering.h
	abbr      TEXT NOT NULL,   -- of the unit, as its symbols have it
	at        @INT@ NOT NULL,
	account   @INT@,
	ended_at  @INT@            -- NULL: it holds
) @STRICT@;
-- Kinds of one rule share its series. A kind has one rule at a time.
CREATE TABLE numbering_kind (
	numbering  @INT@ NOT NULL REFERENCES numbering (id) ON DELETE CASCADE,
	kind       TEXT NOT NULL REFERENCES document_kind (code),
	PRIMARY KEY (numbering, kind)
) @STRICT@;
CREATE INDEX numbering_unit ON numbering (unit);

-- A run of numbers without gaps: of a rule, of a kind that has none, of a
-- book. The row is what two who take a number at once meet at.
CREATE TABLE number_series (
	id    @ID@,
	unit  @INT@ NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
	what  TEXT NOT NULL,      -- "rule 5", "kind QĐ", "in"
	span  @INT@ NOT NULL,     -- the year, or the first day of the term
	last  @INT@ NOT NULL      -- the number given last
) @STRICT@;
CREATE UNIQUE INDEX number_series_place ON number_series (unit, what, span);

CREATE TABLE document (
	id           @ID@,
	kind         TEXT NOT NULL REFERENCES document_kind (code),
	issuer       @INT@ REFERENCES unit (id), -- NULL: somebody outside
	issuer_name  TEXT NOT NULL, -- as written: of who is outside, else ''
	number       @INT@,         -- NULL: none that can be read
	symbol       TEXT NOT NULL, -- as written; this is what counts
	found_by     TEXT NOT NULL, -- the symbol as people search it (symbol.h)
	day          @INT@ NOT NULL,
	subject      TEXT NOT NULL,
	signer       TEXT NOT NULL,
	capacity     TEXT NOT NULL,
	urgency      TEXT NOT NULL CHECK (urgency IN
		('normal', 'urgent', 'very-urgent', 'immediate')),
	place        TEXT NOT NULL,
	pages        @INT@,
	due          @INT@,         -- day that the document itself sets
	series       @INT@ REFERENCES number_series (id), -- that numbered it here
	state        TEXT NOT NULL CHECK (state IN
		('valid', 'withdrawn', 'recalled', 'replaced', 'revoked')),
	version      @INT@ NOT NULL, -- grows with each correction
	at           @INT@ NOT NULL,
	account      @INT@
) @STRICT@;
CREATE UNIQUE INDEX document_number ON document (series, number)
	WHERE series IS NOT NULL;
CREATE INDEX document_found ON document (found_by);
CREATE INDEX document_issuer ON document (issuer, day);
CREATE INDEX document_day ON document (day);

-- A document in a book of a unit: `out` of what it issued, `in` of what came.
CREATE TABLE book_entry (
	id        @ID@,
	unit      @INT@ NOT NULL REFERENCES unit (id),
	book      TEXT NOT NULL CHECK (book IN ('in', 'out')),
	year      @INT@ NOT NULL,
	n         @INT@,           -- number of arrival; NULL in the book `out`
	document  @INT@ NOT NULL REFERENCES document (id),
	day       @INT@ NOT NULL,  -- it came, or was entered
	due       @INT@,           -- day by which the unit wants it done
	note      TEXT NOT NULL,
	at        @INT@ NOT NULL,
	account   @INT@
) @STRICT@;
CREATE UNIQUE INDEX book_entry_place ON book_entry (unit, book, year, n)
	WHERE n IS NOT NULL;
CREATE UNIQUE INDEX book_entry_document ON book_entry (document, unit, book);
-- a book from its newest page
CREATE INDEX book_entry_unit ON book_entry (unit, book, year, day, id);

CREATE TABLE relation (
	from_    @INT@ NOT NULL REFERENCES document (id),
	what     TEXT NOT NULL CHECK (what IN
		('carries-out', 'amends', 'replaces', 'revokes', 'answers')),
	to_      @INT@ NOT NULL REFERENCES document (id),
	at       @INT@ NOT NULL,
	account  @INT@,
	PRIMARY KEY (from_, what, to_)
) @STRICT@;
CREATE INDEX relation_to ON relation (to_, what);

-- What became of a document after it was issued; said wherever it is read.
CREATE TABLE document_change (
	id        @ID@,
	document  @INT@ NOT NULL REFERENCES document (id),
	what      TEXT NOT NULL CHECK (what IN
		('corrected', 'withdrawn', 'recalled', 'replaced', 'revoked')),
	why       TEXT NOT NULL,
	by_       @INT@ REFERENCES document (id), -- that replaces or revokes it
	before    TEXT NOT NULL,   -- JSON: what a correction changed, as it was
	at        @INT@ NOT NULL,
	account   @INT@
) @STRICT@;
CREATE INDEX document_change_document ON document_change (document, id);

-- What other offices said about documents, in packets that came (edXML).
CREATE TABLE exchange (
	id          @ID@,
	document    @INT@ NOT NULL REFERENCES document (id),
	unit        @INT@ NOT NULL REFERENCES unit (id), -- to whom it came
	what        TEXT NOT NULL CHECK (what IN
		('message', 'status', 'recall')),
	organ       TEXT NOT NULL, -- who sent it: OrganId
	organ_name  TEXT NOT NULL,
	packet      TEXT NOT NULL, -- by which it is known: DocumentId, or hash
	hash        @BLOB@ NOT NULL, -- of the packet
	code        TEXT NOT NULL, -- of a status
	words       TEXT NOT NULL,
	is_signed   @INT@ NOT NULL, -- 1: it bears a signature; not verified
	said        @INT@,         -- when, as the packet has it
	at          @INT@ NOT NULL,
	account     @INT@
) @STRICT@;
CREATE UNIQUE INDEX exchange_packet ON exchange (unit, what, organ, packet);
CREATE INDEX exchange_document ON exchange (document, id);

-- The words in a file, as a reader found them.
CREATE TABLE file_text (
	file   @INT@ PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
	state  TEXT NOT NULL CHECK (state IN
		('waiting', 'read', 'none', 'failed')),
	why    TEXT NOT NULL,     -- it failed
	words  TEXT NOT NULL      -- as people search them
) @STRICT@;
CREATE INDEX file_text_waiting ON file_text (file) WHERE state = 'waiting';

-- All words by which a document is found: its own and those of its files.
CREATE TABLE document_text (
	document  @INT@ PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
	words     TEXT NOT NULL
) @STRICT@;
-- only: pg
-- stored: looking for words side by side reads it again for each document
ALTER TABLE document_text ADD COLUMN vector tsvector
	GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX document_text_words ON document_text USING gin (vector);
-- end
-- only: sqlite
-- kept by document_text.sql: a trigger may not write to a virtual table
CREATE VIRTUAL TABLE document_words USING fts5 (
	words, content = 'document_text', content_rowid = 'document'
);
-- end

-- ---- the cascade: calls about documents, tasks and plans ----

-- Of what is no return: the document or task that it is about.
ALTER TABLE call ADD COLUMN about @INT@ NOT NULL DEFAULT 0;
-- 1: it asks a list of units, whatever their kind; to_kind is the issuer's.
ALTER TABLE call ADD COLUMN listed @INT@ NOT NULL DEFAULT 0;
-- What is expected of who is asked: note, carry-out, own-plan, report.
ALTER TABLE call ADD COLUMN expect TEXT NOT NULL DEFAULT '';
CREATE INDEX call_about ON call (what, about) WHERE about <> 0;

-- The document by which the unit answers or carries it out.
ALTER TABLE assignment ADD COLUMN own @INT@ REFERENCES document (id);
CREATE INDEX assignment_own ON assignment (call, unit) WHERE own IS NOT NULL;

-- What a unit, and who checks it, said and did about what is no return; its
-- evidence are attachments of place "assignment" and this version.
CREATE TABLE reply (
	assignment  @INT@ NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
	version     @INT@ NOT NULL,  -- from 1
	what        TEXT NOT NULL CHECK (what IN
		('acknowledged', 'own', 'word', 'done', 'sent-back', 'accepted')),
	document    @INT@ REFERENCES document (id),
	progress    @INT@,           -- of a task, in hundredths
	words       TEXT NOT NULL,
	at          @INT@ NOT NULL,
	account     @INT@,
	PRIMARY KEY (assignment, version)
) @STRICT@;
CREATE INDEX reply_document ON reply (document) WHERE document IS NOT NULL;

-- ---- the programme ----

-- The work of a unit in a year.
CREATE TABLE programme (
	id         @ID@,
	unit       @INT@ NOT NULL REFERENCES unit (id),
	year       @INT@ NOT NULL,
	closed_at  @INT@,          -- NULL: it is open
	at         @INT@ NOT NULL,
	account    @INT@
) @STRICT@;
CREATE UNIQUE INDEX programme_place ON programme (unit, year);

CREATE TABLE task_group (
	id         @ID@,
	programme  @INT@ NOT NULL REFERENCES programme (id),
	n          @INT@ NOT NULL,  -- the order in the programme, from 1
	name       TEXT NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX task_group_place ON task_group (programme, n);

-- What a visit of one unit to another is to look at, and what it found.
CREATE TABLE visit (
	id         @ID@,
	programme  @INT@ NOT NULL REFERENCES programme (id),
	unit       @INT@ NOT NULL REFERENCES unit (id), -- that is visited
	body       @INT@ REFERENCES body (id),          -- that visits
	subject    TEXT NOT NULL,
	day        @INT@ NOT NULL,
	until      @INT@ NOT NULL,
	document   @INT@ REFERENCES document (id),      -- that ordered it
	state      TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled')),
	words      TEXT NOT NULL,   -- its conclusion, or why it was cancelled
	at         @INT@ NOT NULL,
	account    @INT@
) @STRICT@;
CREATE INDEX visit_programme ON visit (programme, day);
CREATE INDEX visit_unit ON visit (unit, day);

CREATE TABLE visit_member (
	visit   @INT@ NOT NULL REFERENCES visit (id),
	person  @INT@ NOT NULL REFERENCES person (id),
	leads   @INT@ NOT NULL,
	PRIMARY KEY (visit, person)
) @STRICT@;
CREATE INDEX visit_member_person ON visit_member (person);

CREATE TABLE finding (
	id     @ID@,
	visit  @INT@ NOT NULL REFERENCES visit (id),
	what   TEXT NOT NULL CHECK (what IN ('strength', 'limit', 'follow-up')),
	words  TEXT NOT NULL,
	due    @INT@,             -- day of a follow-up
	at     @INT@ NOT NULL,
	account @INT@
) @STRICT@;
CREATE INDEX finding_visit ON finding (visit);

CREATE TABLE task (
	id          @ID@,
	programme   @INT@ NOT NULL REFERENCES programme (id),
	unit        @INT@ NOT NULL REFERENCES unit (id), -- that of its programme
	group_      @INT@ REFERENCES task_group (id),
	subject     TEXT NOT NULL,
	words       TEXT NOT NULL,  -- subject as people search it, a blank before
	detail      TEXT NOT NULL,
	result      TEXT NOT NULL,  -- what is expected of it
	start       @INT@ NOT NULL, -- days
	due         @INT@ NOT NULL,
	progress    @INT@ NOT NULL, -- in hundredths
	state       TEXT NOT NULL CHECK (state IN
		('open', 'done', 'dropped', 'carried')),
	done_day    @INT@,
	document    @INT@ REFERENCES document (id), -- it was born of
	conclusion  TEXT NOT NULL,  -- or of this conclusion, in words
	finding     @INT@ REFERENCES finding (id),  -- or of this finding
	came_from   @INT@ REFERENCES task (id),     -- it goes on from last year
	every       TEXT NOT NULL CHECK (every IN
		('', 'week', 'month', 'quarter', 'year')),
	repeats     @INT@ REFERENCES task (id),     -- the first of its row
	call        @INT@ REFERENCES call (id),     -- by which units are asked
	at          @INT@ NOT NULL,
	account     @INT@,
	changed_at  @INT@ NOT NULL,
	rev         @INT@ NOT NULL  -- grows with each change
) @STRICT@;
-- what a unit has to do, by due day, without looking at the rows passed over
CREATE INDEX task_unit ON task (unit, state, due, id);
-- a programme page by page, and its counts, without looking at the rows
CREATE INDEX task_programme ON task (programme, due, id, state, done_day);
-- those of which people are reminded
CREATE INDEX task_open ON task (due, id) WHERE state = 'open';
CREATE INDEX task_document ON task (document) WHERE document IS NOT NULL;
CREATE UNIQUE INDEX task_finding ON task (finding) WHERE finding IS NOT NULL;
CREATE UNIQUE INDEX task_came_from ON task (came_from)
	WHERE came_from IS NOT NULL;
CREATE INDEX task_repeats ON task (repeats, due) WHERE repeats IS NOT NULL;
CREATE UNIQUE INDEX task_call ON task (call) WHERE call IS NOT NULL;

-- Who has a task: exactly one of the three.
CREATE TABLE task_holder (
	id      @ID@,
	task    @INT@ NOT NULL REFERENCES task (id),
	unit    @INT@ REFERENCES unit (id),
	body    @INT@ REFERENCES body (id),
	person  @INT@ REFERENCES person (id),
	leads   @INT@ NOT NULL   -- 1: answers for it; 0: helps
) @STRICT@;
CREATE UNIQUE INDEX task_holder_place ON task_holder
	(task, COALESCE(unit, 0), COALESCE(body, 0), COALESCE(person, 0));
CREATE INDEX task_holder_unit ON task_holder (unit) WHERE unit IS NOT NULL;
CREATE INDEX task_holder_body ON task_holder (body) WHERE body IS NOT NULL;
CREATE INDEX task_holder_person ON task_holder (person)
	WHERE person IS NOT NULL;

-- How a task went on; its evidence are attachments of place "task" and this
-- version.
CREATE TABLE task_word (
	task      @INT@ NOT NULL REFERENCES task (id),
	version   @INT@ NOT NULL,  -- from 1
	progress  @INT@ NOT NULL,
	state     TEXT NOT NULL,
	words     TEXT NOT NULL,
	at        @INT@ NOT NULL,
	account   @INT@,
	PRIMARY KEY (task, version)
) @STRICT@;

-- Which rule for reminders has come to a task, and for which due day.
CREATE TABLE task_reminder (
	task  @INT@ NOT NULL REFERENCES task (id),
	rule  @INT@ NOT NULL,
	due   @INT@ NOT NULL,
	PRIMARY KEY (task, rule, due)
) @STRICT@;

-- ---- calendars ----

-- A secret address at which somebody's due dates can be read as .ics.
CREATE TABLE feed (
	id        @ID@,
	account   @INT@ NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	hash      @BLOB@ NOT NULL UNIQUE, -- of the secret in the address
	name      TEXT NOT NULL,          -- what it is for
	without   TEXT NOT NULL,          -- kinds left out: "task,return"
	at        @INT@ NOT NULL,
	used_at   @INT@,                  -- to the hour
	ended_at  @INT@
) @STRICT@;
CREATE INDEX feed_account ON feed (account);

INSERT INTO document_kind (code, abbr, vi, en, rank) VALUES
	('NQ', 'NQ', 'Nghị quyết', 'Resolution', 10),
	('QĐ', 'QĐ', 'Quyết định', 'Decision', 20),
	('CT', 'CT', 'Chỉ thị', 'Directive', 30),
	('KL', 'KL', 'Kết luận', 'Conclusion', 40),
	('QC', 'QC', 'Quy chế', 'Statute', 50),
	('QyĐ', 'QyĐ', 'Quy định', 'Regulation', 60),
	('TT', 'TT', 'Thông tư', 'Circular', 70),
	('TTri', 'TT', 'Thông tri', 'Circular instruction', 75),
	('HD', 'HD', 'Hướng dẫn', 'Guidance', 80),
	('KH', 'KH', 'Kế hoạch', 'Plan', 90),
	('CTr', 'CTr', 'Chương trình', 'Programme', 100),
	('ĐA', 'ĐA', 'Đề án', 'Scheme', 110),
	('PA', 'PA', 'Phương án', 'Option paper', 120),
	('DA', 'DA', 'Dự án', 'Project', 130),
	('BC', 'BC', 'Báo cáo', 'Report', 140),
	('TTr', 'TTr', 'Tờ trình', 'Submission', 150),
	('TB', 'TB', 'Thông báo', 'Announcement', 160),
	('TC', 'TC', 'Thông cáo', 'Communiqué', 170),
	('BB', 'BB', 'Biên bản', 'Minutes', 180),
	('CV', 'CV', 'Công văn', 'Official letter', 190),
	('CĐ', 'CĐ', 'Công điện', 'Telegram', 200),
	('GM', 'GM', 'Giấy mời', 'Invitation', 210),
	('GGT', 'GGT', 'Giấy giới thiệu', 'Letter of introduction', 220),
	('GUQ', 'GUQ', 'Giấy ủy quyền', 'Power of attorney', 230),
	('HĐ', 'HĐ', 'Hợp đồng', 'Contract', 240),
	('BTT', 'BTT', 'Bản thỏa thuận', 'Agreement', 250),
	('BGN', 'BGN', 'Bản ghi nhớ', 'Memorandum', 260),
	('PC', 'PC', 'Phiếu chuyển', 'Forwarding slip', 270),
	('PG', 'PG', 'Phiếu gửi', 'Dispatch slip', 280),
	('PB', 'PB', 'Phiếu báo', 'Notification slip', 290),
	('ThC', 'ThC', 'Thư công', 'Open letter', 300),
	('L', 'L', 'Luật', 'Law', 310),
	('PL', 'PL', 'Pháp lệnh', 'Ordinance', 320),
	('NĐ', 'NĐ', 'Nghị định', 'Decree', 330);
