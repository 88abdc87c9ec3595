-- name: document_kinds
-- takes:
-- gives: many document_kind_row (code text, abbr text, vi text, en text, rank int)
SELECT code, abbr, vi, en, rank FROM document_kind ORDER BY rank, code;

-- name: document_kind_put
-- takes: code text, abbr text, vi text, en text, rank int
-- gives: changed
INSERT INTO document_kind (code, abbr, vi, en, rank)
VALUES (:code, :abbr, :vi, :en, :rank)
ON CONFLICT (code) DO NOTHING;
