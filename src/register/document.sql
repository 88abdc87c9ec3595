-- Documents in the register: kept once, standing in the books of units.

-- part: consulting(unit)
-- Whether documents of the unit may be read: it lies at or below one where
-- who asks may consult, or one that lies there took over from it.
@unit@ IN (
	WITH RECURSIVE down (unit) AS (
		SELECT g.unit FROM authority g
		 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
		   AND :powers LIKE '%,' || g.power || ',%'
		   AND g.unit IS NOT NULL
		UNION
		SELECT s.unit
		  FROM down
		  JOIN unit_fact s ON s.parent = down.unit
		  JOIN unit v ON v.id = s.unit
		 WHERE (s.since <= :today OR s.since = v.since)
		   AND (s.until >= :today OR s.until = v.until)
	), heir (unit) AS (
		SELECT unit FROM down
		UNION
		SELECT l.unit FROM heir JOIN link l ON l.into_ = heir.unit
		 WHERE l.day <= :today
	)
	SELECT unit FROM heir)
-- end

-- part: document_seen(d)
-- Whether a document may be read: at its issuer, at a unit in whose book it
-- stands, or at one that is asked to carry it out. What was taken back stays
-- in sight of all who were ever asked: that is how they learn of it.
(:all = 1
 OR @consulting(@d@.issuer)@
 OR EXISTS (SELECT 1 FROM book_entry z
             WHERE z.document = @d@.id AND @consulting(z.unit)@)
 OR EXISTS (SELECT 1 FROM call y JOIN assignment x ON x.call = y.id
             WHERE y.what = 'document' AND y.about = @d@.id
               AND (x.state <> 'withdrawn' OR @d@.state <> 'valid')
               AND @consulting(x.unit)@))
-- end

-- part: document(d)
-- `keeper`: the unit that answers for the entry; its issuer, once it stands in
-- the issuer's own book, else who entered it first.
@d@.id, @d@.kind, t.abbr, t.vi, t.en, @d@.issuer, u.code,
       COALESCE(f.name, @d@.issuer_name), @d@.number, @d@.symbol, @d@.found_by,
       @d@.day, @d@.subject, @d@.signer, @d@.capacity, @d@.urgency, @d@.place,
       @d@.pages, @d@.due, @d@.series, @d@.state, @d@.version, @d@.at, a.login,
       COALESCE((SELECT o.unit FROM book_entry o
                  WHERE o.document = @d@.id AND o.unit = @d@.issuer
                    AND o.book = 'out'),
                (SELECT o.unit FROM book_entry o WHERE o.document = @d@.id
                  ORDER BY o.id LIMIT 1))
-- end

-- part: document_with(d)
-- What document() needs beside it; the issuer as it was called that day.
JOIN document_kind t ON t.code = @d@.kind
  LEFT JOIN unit u ON u.id = @d@.issuer
  LEFT JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= @d@.day OR f.since = u.since)
   AND (f.until >= @d@.day OR f.until = u.until)
  LEFT JOIN account a ON a.id = @d@.account
-- end

-- part: no_entry()
-- In the place of an entry in a book.
CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS BIGINT),
       CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
       CAST(NULL AS TEXT)
-- end

-- name: document_get
-- takes: id int, all int, account int, today int, powers text
-- gives: one document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
SELECT @document(d)@, @no_entry()@
  FROM document d @document_with(d)@
 WHERE d.id = :id AND @document_seen(d)@;

-- name: document_found
-- takes: key text, all int, account int, today int, powers text
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
-- Those of a symbol, the latest first.
SELECT @document(d)@, @no_entry()@
  FROM document d @document_with(d)@
 WHERE d.found_by = :key AND @document_seen(d)@
 ORDER BY d.day DESC, d.id DESC
 LIMIT 20;

-- name: document_hold
-- takes: id int
-- gives: one document_held (state text, version int)
-- Who changes it next waits.
SELECT state, version FROM document WHERE id = :id @LOCK@;

-- name: document_twins
-- takes: key text, all int, account int, today int, powers text
-- gives: many document_twin (id int, issuer id?, issuer_name text, number int?, day int, kind text, symbol text, subject text, series id?, seen int)
-- All of a symbol, also those out of sight.
SELECT d.id, d.issuer, d.issuer_name, d.number, d.day, d.kind, d.symbol,
       d.subject, d.series, CASE WHEN @document_seen(d)@ THEN 1 ELSE 0 END
  FROM document d
 WHERE d.found_by = :key
 ORDER BY d.id
 LIMIT 100;

-- name: document_unit
-- takes: code text
-- gives: one document_unit (id int)
SELECT id FROM unit WHERE code = :code;

-- name: document_put
-- takes: kind text, issuer id?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, now int, account id?
-- gives: one document_id (id int)
INSERT INTO document (kind, issuer, issuer_name, number, symbol, found_by, day,
                      subject, signer, capacity, urgency, place, pages, due,
                      series, state, version, at, account)
VALUES (:kind, :issuer, :issuer_name, :number, :symbol, :found_by, :day,
        :subject, :signer, :capacity, :urgency, :place, :pages, :due, :series,
        'valid', 1, :now, :account)
RETURNING id;

-- ---- books ----

-- name: book_put
-- takes: unit int, book text, year int, arrival int?, document int, day int, due int?, note text, now int, account id?
-- gives: many book_id (id int)
-- No row: it stands there already.
INSERT INTO book_entry (unit, book, year, n, document, day, due, note, at,
                        account)
VALUES (:unit, :book, :year, :arrival, :document, :day, :due, :note, :now, :account)
ON CONFLICT (document, unit, book) DO NOTHING
RETURNING id;

-- name: document_in_book
-- takes: document int, unit int, book text
-- gives: many document_in_book (id int)
SELECT id FROM book_entry
 WHERE document = :document AND unit = :unit AND book = :book;

-- name: document_books
-- takes: document int, all int, account int, today int, powers text
-- gives: many document_book (id int, unit_id int, unit text, name text, book text, year int, n int?, day int, due int?, note text)
-- In whose books it stands, as far as they may be read.
SELECT b.id, b.unit, u.code, f.name, b.book, b.year, b.n, b.day, b.due, b.note
  FROM book_entry b
  JOIN unit u ON u.id = b.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :today OR f.since = u.since)
   AND (f.until >= :today OR f.until = u.until)
 WHERE b.document = :document AND (:all = 1 OR @consulting(b.unit)@)
 ORDER BY b.id;

-- name: document_calls
-- takes: document int, all int, account int, today int, powers text
-- gives: many document_call (id int, issuer text, under text, expect text, relay text, due int, state text, reason text)
-- Calls about it that address or come from units where it may be read.
SELECT k.id, i.code, u.code, k.expect, k.relay, k.due, k.state, k.reason
  FROM call k
  JOIN unit i ON i.id = k.issuer
  JOIN unit u ON u.id = k.under
 WHERE k.what = 'document' AND k.about = :document
   AND (:all = 1 OR @consulting(k.issuer)@
        OR EXISTS (SELECT 1 FROM assignment x
                    WHERE x.call = k.id AND @consulting(x.unit)@))
 ORDER BY k.id;

-- name: document_page
-- takes: first int, last int, kind text, state text, day int, id int, limit int, all int, account int, today int, powers text
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
-- Those of some days, from the newest on, after (day, id).
SELECT @document(d)@, @no_entry()@
  FROM document d @document_with(d)@
 WHERE d.day BETWEEN :first AND :last
   AND (d.day < :day OR (d.day = :day AND d.id < :id))
   AND (:kind = '' OR d.kind = :kind)
   AND (:state = '' OR d.state = :state)
   AND @document_seen(d)@
 ORDER BY d.day DESC, d.id DESC
 LIMIT :limit;

-- name: book_page
-- takes: unit int, book text, year int, kind text, state text, day int, id int, limit int
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
-- A book of a unit ('': both), of a year (0: any), from its newest page on,
-- after (day, entry).
SELECT @document(d)@, b.id, b.book, b.year, b.n, b.day, b.due, b.note
  FROM book_entry b
  JOIN document d ON d.id = b.document @document_with(d)@
 WHERE b.unit = :unit
   AND (:book = '' OR b.book = :book)
   AND (:year = 0 OR b.year = :year)
   AND (b.day < :day OR (b.day = :day AND b.id < :id))
   AND (:kind = '' OR d.kind = :kind)
   AND (:state = '' OR d.state = :state)
 ORDER BY b.day DESC, b.id DESC
 LIMIT :limit;
