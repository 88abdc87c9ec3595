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
