-- name: return_words
-- takes: form int, unit int
-- gives: one return_words (form text, unit text)
SELECT f.code, u.code
  FROM form f, unit u
 WHERE f.id = :form AND u.id = :unit;
