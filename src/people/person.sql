-- People, and to which unit they belong.

-- name: person_find
-- takes: code text
-- gives: one person_id (id int)
SELECT COALESCE(p.merged, p.id) FROM person p
 WHERE p.code = :code AND p.erased_at IS NULL;
