-- Links of one use.

-- name: link_add
-- takes: hash blob, account int, what text, at int, until int, by id?
-- gives: nothing
INSERT INTO link_once (hash, account, what, at, until, by_)
VALUES (:hash, :account, :what, :at, :until, :by);

-- name: link_get
-- takes: hash blob
-- gives: one link_row (account int, what text, until int, used_at int?, login text, lang text, open int)
SELECT l.account, l.what, l.until, l.used_at, a.login, a.lang,
       CASE WHEN a.closed_at IS NULL THEN a.until ELSE 0 END
  FROM link_once l
  JOIN account a ON a.id = l.account
 WHERE l.hash = :hash;

-- name: link_take
-- takes: hash blob, now int
-- gives: changed
-- None: it was used, by another at this moment perhaps, or is too old.
UPDATE link_once SET used_at = :now
 WHERE hash = :hash AND used_at IS NULL AND until >= :now;

-- name: link_refused
-- takes: hash blob, now int
-- gives: changed
UPDATE link_once SET refused_at = :now
 WHERE hash = :hash AND refused_at IS NULL;

-- name: link_end
-- takes: account int, now int
-- gives: nothing
UPDATE link_once SET until = :now - 1
 WHERE account = :account AND used_at IS NULL AND until >= :now;

-- name: link_count
-- takes: account int, after int
-- gives: one link_count (n int)
SELECT CAST(count(*) AS BIGINT) FROM link_once
 WHERE account = :account AND what = 'reset' AND at > :after;

-- name: link_owner
-- takes: account int
-- gives: one link_owner (login text, lang text, email text?)
SELECT login, lang, email FROM account WHERE id = :account;

-- name: account_out
-- takes: account int
-- gives: nothing
DELETE FROM session WHERE account = :account;

-- name: account_out_half
-- takes: account int
-- gives: nothing
DELETE FROM half_signin WHERE account = :account;

-- name: account_out_devices
-- takes: account int
-- gives: nothing
DELETE FROM device WHERE account = :account;
