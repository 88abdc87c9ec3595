-- What becomes of documents after they were issued.

-- name: document_changes
-- takes: document int, all int, account int, today int, powers text
-- gives: many document_change_row (id int, what text, why text, before text, at int, login text?, other id?, other_symbol text?, other_seen int)
SELECT h.id, h.what, h.why, h.before, h.at, a.login, h.by_, d.symbol,
       CASE WHEN d.id IS NOT NULL AND @document_seen(d)@ THEN 1 ELSE 0 END
  FROM document_change h
  LEFT JOIN account a ON a.id = h.account
  LEFT JOIN document d ON d.id = h.by_
 WHERE h.document = :document
 ORDER BY h.id DESC;

-- name: document_change_put
-- takes: document int, what text, why text, by_ id?, before text, now int, account id?
-- gives: nothing
INSERT INTO document_change (document, what, why, by_, before, at, account)
VALUES (:document, :what, :why, :by_, :before, :now, :account);

-- name: document_set_state
-- takes: id int, state text
-- gives: nothing
UPDATE document SET state = :state WHERE id = :id;

-- name: document_set
-- takes: id int, kind text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?
-- gives: nothing
UPDATE document
   SET kind = :kind, number = :number, symbol = :symbol, found_by = :found_by,
       day = :day, subject = :subject, signer = :signer, capacity = :capacity,
       urgency = :urgency, place = :place, pages = :pages, due = :due,
       version = version + 1
 WHERE id = :id;

-- name: book_set_day
-- takes: document int, day int, year int
-- gives: nothing
-- The book `out` goes by the day of the document.
UPDATE book_entry SET day = :day, year = :year
 WHERE document = :document AND book = 'out';

-- name: document_last_change
-- takes: document int
-- gives: one document_last (what text, why text, at int, other_symbol text?)
SELECT h.what, h.why, h.at, d.symbol
  FROM document_change h
  LEFT JOIN document d ON d.id = h.by_
 WHERE h.document = :document AND h.what <> 'corrected'
 ORDER BY h.id DESC
 LIMIT 1;

-- name: document_asked
-- takes: document int
-- gives: one document_asked (n int)
SELECT CAST(count(*) AS BIGINT) FROM call
 WHERE what = 'document' AND about = :document AND about <> 0;

-- name: document_receivers
-- takes: document int, keeper id?
-- gives: many document_receiver (unit text)
-- Units, but for its keeper, in whose incoming book it stands or that are
-- asked to carry it out.
SELECT u.code
  FROM unit u
 WHERE u.id IN (
       SELECT b.unit FROM book_entry b
        WHERE b.document = :document AND b.book = 'in'
       UNION
       SELECT a.unit
         FROM call k JOIN assignment a ON a.call = k.id
        WHERE k.what = 'document' AND k.about = :document AND k.about <> 0
          AND a.state NOT IN ('withdrawn', 'waived'))
   AND (:keeper IS NULL OR u.id <> :keeper)
 ORDER BY u.code;
