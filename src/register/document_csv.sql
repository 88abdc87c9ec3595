-- Registered documents as a table.

-- name: document_csv_here
-- takes: unit int, issuer text, issuer_name text, key text, day int, subject text
-- gives: many document_csv_here (id int)
-- What stands in one of the unit's books already.
SELECT d.id
  FROM document d
  JOIN book_entry b ON b.document = d.id AND b.unit = :unit
  LEFT JOIN unit i ON i.id = d.issuer
 WHERE d.found_by = :key AND d.day = :day AND d.subject = :subject
   AND COALESCE(i.code, '') = :issuer AND d.issuer_name = :issuer_name
 LIMIT 1;

-- name: document_csv
-- takes: unit int, book text, year int, all int, account int, today int, powers text
-- gives: each document_csv_row (entry int, unit text, symbol text, kind text, day int, issuer text?, issuer_name text, subject text, signer text, capacity text, urgency text, due int?, place text, pages int?, came int, note text, state text, carried text?)
-- One row for each document that one carries out, at least one in all;
-- unit 0, book '', year 0: any.
SELECT b.id, u.code, d.symbol, d.kind, d.day, i.code, d.issuer_name, d.subject,
       d.signer, d.capacity, d.urgency, COALESCE(b.due, d.due), d.place,
       d.pages, b.day, b.note, d.state, t.symbol
  FROM book_entry b
  JOIN unit u ON u.id = b.unit
  JOIN document d ON d.id = b.document
  LEFT JOIN unit i ON i.id = d.issuer
  LEFT JOIN relation r ON r.from_ = d.id AND r.what = 'carries-out'
  LEFT JOIN document t ON t.id = r.to_ AND @document_seen(t)@
 WHERE (:unit = 0 OR b.unit = :unit) AND (:book = '' OR b.book = :book)
   AND (:year = 0 OR b.year = :year)
   AND (:all = 1 OR @consulting(b.unit)@)
 ORDER BY b.day, b.id, t.id;
