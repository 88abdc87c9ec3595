-- What was exchanged with other offices about documents: exchange.h.

-- name: exchange_find
-- takes: unit int, what text, organ text, packet text
-- gives: many exchange_found (document int, hash blob, at int)
SELECT document, hash, at FROM exchange
 WHERE unit = :unit AND what = :what AND organ = :organ AND packet = :packet;

-- name: exchange_came
-- takes: unit int, packet text
-- gives: many exchange_sender (document int, organ text, organ_name text, packet text)
-- Which document of the unit a packet brought.
SELECT document, organ, organ_name, packet FROM exchange
 WHERE unit = :unit AND what = 'message' AND packet = :packet
 ORDER BY id;

-- name: exchange_senders
-- takes: unit int, document int
-- gives: many exchange_sender (document int, organ text, organ_name text, packet text)
-- Who sent the unit a document.
SELECT document, organ, organ_name, packet FROM exchange
 WHERE unit = :unit AND what = 'message' AND document = :document
 ORDER BY id;

-- name: exchange_in_book
-- takes: unit int, book text, key text, day int
-- gives: many exchange_document (id int, issuer text?, issuer_name text)
-- Those of a symbol and day in a book of the unit.
SELECT d.id, u.code, d.issuer_name
  FROM document d
  JOIN book_entry b ON b.document = d.id
  LEFT JOIN unit u ON u.id = d.issuer
 WHERE d.found_by = :key AND d.day = :day
   AND b.unit = :unit AND b.book = :book
 ORDER BY d.id;

-- name: exchange_put
-- takes: document int, unit int, what text, organ text, organ_name text, packet text, hash blob, code text, words text, is_signed int, said int?, now int, account id?
-- gives: changed
-- 0 changed: the same packet came at the same moment.
INSERT INTO exchange (document, unit, what, organ, organ_name, packet, hash,
                      code, words, is_signed, said, at, account)
VALUES (:document, :unit, :what, :organ, :organ_name, :packet, :hash, :code,
        :words, :is_signed, :said, :now, :account)
ON CONFLICT (unit, what, organ, packet) DO NOTHING;

-- name: exchange_list
-- takes: document int
-- gives: many exchange_row (what text, organ text, organ_name text, code text, words text, is_signed int, said int?, at int, login text?)
SELECT e.what, e.organ, e.organ_name, e.code, e.words, e.is_signed, e.said, e.at,
       a.login
  FROM exchange e
  LEFT JOIN account a ON a.id = e.account
 WHERE e.document = :document
 ORDER BY e.id;

-- name: exchange_signed
-- takes: document int
-- gives: many exchange_signed (id int)
SELECT id FROM exchange
 WHERE document = :document AND what = 'message' AND is_signed = 1
 LIMIT 1;

-- name: exchange_answered
-- takes: document int, all int, account int, today int, powers text
-- gives: many exchange_answered (symbol text, day int, issuer text, organ text?, packet text?)
-- What a document answers, and as what that came.
SELECT d.symbol, d.day, COALESCE(u.code, d.issuer_name),
       (SELECT e.organ FROM exchange e
         WHERE e.document = d.id AND e.what = 'message'
         ORDER BY e.id LIMIT 1),
       (SELECT e.packet FROM exchange e
         WHERE e.document = d.id AND e.what = 'message'
         ORDER BY e.id LIMIT 1)
  FROM relation r
  JOIN document d ON d.id = r.to_
  LEFT JOIN unit u ON u.id = d.issuer
 WHERE r.from_ = :document AND r.what = 'answers' AND @document_seen(d)@
 ORDER BY d.id;

-- name: exchange_why_recalled
-- takes: document int
-- gives: many exchange_why (why text)
SELECT why FROM document_change
 WHERE document = :document AND what = 'recalled'
 ORDER BY id DESC LIMIT 1;
