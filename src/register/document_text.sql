-- name: document_text_own
-- takes: document int
-- gives: one document_own (version int, symbol text, subject text, issuer text, signer text)
-- The issuer under the names it bore on the document's day.
SELECT d.version, d.symbol, d.subject,
       CASE WHEN d.issuer IS NULL THEN d.issuer_name
            ELSE (SELECT u.code FROM unit u WHERE u.id = d.issuer) || ' ' ||
                 COALESCE((SELECT f.name FROM unit_fact f
                            WHERE f.unit = d.issuer AND f.since <= d.day
                            ORDER BY f.since DESC LIMIT 1), '')
       END, d.signer
  FROM document d
 WHERE d.id = :document;

-- name: document_text_files
-- takes: document int, version int
-- gives: many document_file_words (words text)
SELECT t.words
  FROM attachment a
  JOIN file_text t ON t.file = a.file
 WHERE a.place = 'document' AND a.owner = :document
   AND a.version IN (0, :version) AND t.state = 'read'
 ORDER BY a.id;

-- name: document_text_await
-- takes: document int
-- gives: nothing
-- Files in which nobody looked for words yet.
INSERT INTO file_text (file, state, why, words)
SELECT DISTINCT a.file, 'waiting', '', ''
  FROM attachment a
 WHERE a.place = 'document' AND a.owner = :document
ON CONFLICT (file) DO NOTHING;

-- name: document_words_drop (sqlite)
-- takes: document int, words text
-- gives: nothing
-- Out of the index, unless they stay as they are; before document_text_put.
INSERT INTO document_words (document_words, rowid, words)
SELECT 'delete', document, words
  FROM document_text
 WHERE document = :document AND words <> :words;

-- name: document_words_drop (pg)
-- takes: document int, words text
-- gives: nothing
SELECT 1 WHERE :document < 0 AND :words = '';

-- name: document_text_put
-- takes: document int, words text
-- gives: changed
INSERT INTO document_text AS t (document, words) VALUES (:document, :words)
ON CONFLICT (document) DO UPDATE SET words = excluded.words
 WHERE t.words <> excluded.words;

-- name: document_words_add (sqlite)
-- takes: document int
-- gives: nothing
INSERT INTO document_words (rowid, words)
SELECT document, words FROM document_text WHERE document = :document;

-- name: document_words_add (pg)
-- takes: document int
-- gives: nothing
SELECT 1 WHERE :document < 0;
