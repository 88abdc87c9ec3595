-- part: sought()
-- What else a document that is looked for must be: of these days and this
-- kind, in a book of this unit, after (day, id), in sight.
d.day BETWEEN :first AND :last
   AND (d.day < :day OR (d.day = :day AND d.id < :id))
   AND (:kind = '' OR d.kind = :kind)
   AND (:unit = 0 OR EXISTS (SELECT 1 FROM book_entry e
                              WHERE e.document = d.id AND e.unit = :unit))
   AND @document_seen(d)@
-- end

-- name: search_symbol
-- takes: key text, unit int, kind text, first int, last int, day int, id int, limit int, all int, account int, today int, powers text
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
-- Those whose symbol it is, from the newest day on.
SELECT @document(d)@, @no_entry()@
  FROM (SELECT d.id AS hit
          FROM document d
         WHERE d.found_by = :key AND @sought()@
         ORDER BY d.day DESC, d.id DESC
         LIMIT :limit) h
  JOIN document d ON d.id = h.hit @document_with(d)@
 ORDER BY d.day DESC, d.id DESC;

-- name: search_words (sqlite)
-- takes: words text, key text, unit int, kind text, first int, last int, day int, id int, limit int, all int, account int, today int, powers text
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
-- The others that have the words: register/words.h.
SELECT @document(d)@, @no_entry()@
  FROM (SELECT d.id AS hit
          FROM document_words w CROSS JOIN document d ON d.id = w.rowid
         WHERE w.document_words MATCH
               replace(replace(replace(:words, ' <-> ', ' + '),
                               ' & ', ' '), ':*', '*')
           AND d.found_by <> :key AND @sought()@
         ORDER BY d.day DESC, d.id DESC
         LIMIT :limit) h
  JOIN document d ON d.id = h.hit @document_with(d)@
 ORDER BY d.day DESC, d.id DESC;

-- name: search_words (pg)
-- takes: words text, key text, unit int, kind text, first int, last int, day int, id int, limit int, all int, account int, today int, powers text
-- gives: many document_row (id int, kind text, abbr text, vi text, en text, issuer id?, issuer_code text?, issuer_name text, number int?, symbol text, found_by text, day int, subject text, signer text, capacity text, urgency text, place text, pages int?, due int?, series id?, state text, version int, at int, login text?, keeper id?, entry int?, book text?, year int?, n int?, came int?, own_due int?, note text?)
SELECT @document(d)@, @no_entry()@
  FROM (SELECT d.id AS hit
          FROM document_text w JOIN document d ON d.id = w.document
         WHERE w.vector @@ to_tsquery('simple', :words)
           AND d.found_by <> :key AND @sought()@
         ORDER BY d.day DESC, d.id DESC
         LIMIT :limit) h
  JOIN document d ON d.id = h.hit @document_with(d)@
 ORDER BY d.day DESC, d.id DESC;
