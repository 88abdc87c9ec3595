-- Addresses at which calendar programs read due dates.

-- name: feed_add
-- takes: hash blob, account int, name text, without text, now int
-- gives: one feed_id (id int)
INSERT INTO feed (hash, account, name, without, at)
VALUES (:hash, :account, :name, :without, :now)
RETURNING id;

-- name: feed_count
-- takes: account int
-- gives: one feed_count (n int)
SELECT CAST(count(*) AS BIGINT) AS n
  FROM feed WHERE account = :account AND ended_at IS NULL;

-- name: feed_list
-- takes: account int
-- gives: many feed_line (id int, login text, name text, without text, at int, used_at int?, ended_at int?)
-- Of one account, or with 0 of all.
SELECT f.id, a.login, f.name, f.without, f.at, f.used_at, f.ended_at
  FROM feed f
  JOIN account a ON a.id = f.account
 WHERE :account = 0 OR f.account = :account
 ORDER BY f.id DESC
 LIMIT 500;

-- name: feed_get
-- takes: id int
-- gives: one feed_row (account int, name text)
SELECT account, name FROM feed WHERE id = :id;

-- name: feed_end
-- takes: id int, now int
-- gives: changed
UPDATE feed SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: feed_end_all
-- takes: account int, now int
-- gives: changed
UPDATE feed SET ended_at = :now
 WHERE account = :account AND ended_at IS NULL;

-- name: feed_open
-- takes: hash blob, now int
-- gives: one feed_found (id int, account int, person id?, lang text, name text, without text, used_at int?)
SELECT f.id, f.account, a.person, a.lang, f.name, f.without, f.used_at
  FROM feed f
  JOIN account a
    ON a.id = f.account AND a.until >= :now AND a.closed_at IS NULL
 WHERE f.hash = :hash AND f.ended_at IS NULL;

-- name: feed_used
-- takes: id int, now int
-- gives: nothing
UPDATE feed SET used_at = :now WHERE id = :id;
