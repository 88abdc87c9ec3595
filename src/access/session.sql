-- name: session_open
-- takes: token blob, live int, born int, now int
-- gives: one session_row (title text?, timezone text?, account id?, login text?, lang text?, seen int?, unseen int)
-- One row always: the store's title and zone, and who the token stands for,
-- if anybody: seen since `live`, begun since `born`. Of notices that wait it
-- counts up to 100.
SELECT (SELECT value FROM setting WHERE name = 'title'),
       (SELECT value FROM setting WHERE name = 'timezone'),
       a.id, a.login, a.lang, s.seen,
       (SELECT CAST(count(*) AS BIGINT)
          FROM (SELECT 1 FROM notice n
                 WHERE n.account = a.id AND n.seen_at IS NULL
                 LIMIT 100) w)
  FROM (SELECT 1 AS one) o
  LEFT JOIN session s
    ON s.token = :token AND s.seen >= :live AND s.created >= :born
  LEFT JOIN account a ON a.id = s.account AND a.until >= :now;

-- name: session_add
-- takes: token blob, account int, now int
-- gives: nothing
INSERT INTO session (token, account, created, seen, proved, agent, from_,
                     renew, old_until)
VALUES (:token, :account, :now, :now, :now, '', '', 0, 0);

-- name: session_seen
-- takes: token blob, now int
-- gives: nothing
UPDATE session SET seen = :now WHERE token = :token AND seen < :now;

-- name: session_renew
-- takes: account int
-- gives: nothing
UPDATE session SET renew = 1 WHERE account = :account AND renew = 0;

-- name: session_end
-- takes: token blob
-- gives: nothing
DELETE FROM session WHERE token = :token;

-- name: session_end_others
-- takes: token blob, account int
-- gives: nothing
DELETE FROM session WHERE account = :account AND token <> :token;

-- name: session_sweep
-- takes: account int, live int, born int
-- gives: nothing
-- What is over of one account: everybody sweeps before the own door.
DELETE FROM session
 WHERE account = :account AND (seen < :live OR created < :born);
