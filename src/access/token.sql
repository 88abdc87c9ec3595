-- Access tokens of programs.

-- name: token_add
-- takes: hash blob, account int, name text, acts text, now int, until int
-- gives: one token_id (id int)
INSERT INTO api_token (hash, account, name, acts, at, until)
VALUES (:hash, :account, :name, :acts, :now, :until)
RETURNING id;

-- name: token_list
-- takes: account int
-- gives: many token_line (id int, login text, name text, acts text, at int, until int, used_at int?, ended_at int?)
-- Of one account, or with 0 of all.
SELECT t.id, a.login, t.name, t.acts, t.at, t.until, t.used_at, t.ended_at
  FROM api_token t
  JOIN account a ON a.id = t.account
 WHERE :account = 0 OR t.account = :account
 ORDER BY t.id DESC
 LIMIT 500;

-- name: token_get
-- takes: id int
-- gives: one token_row (account int, name text, ended_at int?)
SELECT account, name, ended_at FROM api_token WHERE id = :id;

-- name: token_end
-- takes: id int, now int
-- gives: changed
UPDATE api_token SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: token_end_all
-- takes: account int, now int
-- gives: changed
UPDATE api_token SET ended_at = :now
 WHERE account = :account AND ended_at IS NULL;

-- name: token_open
-- takes: hash blob, now int
-- gives: one token_found (title text?, timezone text?, id id?, acts text?, until int?, used_at int?, refused_at int?, ended_at int?, account id?, login text?, lang text?, unseen int)
-- One row always, as session_open; without an account where that is closed.
SELECT (SELECT value FROM setting WHERE name = 'title'),
       (SELECT value FROM setting WHERE name = 'timezone'),
       t.id, t.acts, t.until, t.used_at, t.refused_at, t.ended_at,
       a.id, a.login, a.lang,
       (SELECT CAST(count(*) AS BIGINT)
          FROM (SELECT 1 FROM notice n
                 WHERE n.account = a.id AND n.seen_at IS NULL
                 LIMIT 100) w)
  FROM (SELECT 1 AS one) o
  LEFT JOIN api_token t ON t.hash = :hash
  LEFT JOIN account a
    ON a.id = t.account AND a.until >= :now AND a.closed_at IS NULL;

-- name: token_used
-- takes: id int, now int
-- gives: nothing
UPDATE api_token SET used_at = :now WHERE id = :id;

-- name: token_refused
-- takes: id int, now int, before int
-- gives: many token_owner (account int)
UPDATE api_token SET refused_at = :now
 WHERE id = :id
   AND (refused_at IS NULL OR refused_at < :before OR refused_at > :now)
RETURNING account;

-- name: token_over
-- takes: now int
-- gives: many token_over (id int, account int)
UPDATE api_token SET ended_at = :now
 WHERE ended_at IS NULL AND until < :now
RETURNING id, account;

-- name: token_due
-- takes: now int, soon int
-- gives: many token_due (id int, account int, name text, until int)
SELECT id, account, name, until FROM api_token
 WHERE ended_at IS NULL AND told_at IS NULL
   AND until BETWEEN :now AND :soon
 ORDER BY id
 LIMIT 500;

-- name: token_told
-- takes: id int, now int
-- gives: nothing
UPDATE api_token SET told_at = :now WHERE id = :id;
