-- Sessions. One lives by the settings session-idle and session-most, and
-- not before it began: then the clock has been put back.

-- part: live(now)
s.seen BETWEEN @now@ - 60 * COALESCE((SELECT CAST(value AS BIGINT) FROM setting
                                       WHERE name = 'session-idle'), 30)
           AND @now@ + 120
 AND s.created BETWEEN @now@ - 3600 * COALESCE((SELECT CAST(value AS BIGINT) FROM setting
                                                 WHERE name = 'session-most'), 12)
                   AND @now@ + 120
-- end

-- name: session_open
-- takes: token blob, now int
-- gives: one session_row (title text?, timezone text?, id id?, account id?, login text?, lang text?, seen int?, proved int?, renew int?, owes int?, old_until int?, unseen int)
-- One row always: the store's title and zone, and who the token stands for,
-- if anybody. old_until: how long, where another has taken its place. Of
-- notices that wait it counts up to 100.
SELECT (SELECT value FROM setting WHERE name = 'title'),
       (SELECT value FROM setting WHERE name = 'timezone'),
       s.id, a.id, a.login, a.lang, s.seen, s.proved, s.renew, s.owes,
       CASE WHEN s.token <> :token THEN s.old_until END,
       (SELECT CAST(count(*) AS BIGINT)
          FROM (SELECT 1 FROM notice n
                 WHERE n.account = a.id AND n.seen_at IS NULL
                 LIMIT 100) w)
  FROM (SELECT 1 AS one) o
  LEFT JOIN session s
    ON (s.token = :token OR s.old = :token) AND @live(:now)@
  LEFT JOIN account a
    ON a.id = s.account AND a.until >= :now AND a.closed_at IS NULL;

-- name: session_add
-- takes: token blob, account int, agent text, from_ text, owes int, proved int, now int
-- gives: one session_new_row (id int)
INSERT INTO session (token, account, created, seen, proved, agent, from_,
                     renew, owes, old_until)
VALUES (:token, :account, :now, :now, :proved, :agent, :from_, 0, :owes, 0)
RETURNING id;

-- name: session_seen
-- takes: id int, now int
-- gives: nothing
UPDATE session SET seen = :now WHERE id = :id AND seen < :now;

-- name: session_move
-- takes: token blob, moved blob, until int, proved int?
-- gives: changed
UPDATE session
   SET token = :moved, old = :token, old_until = :until, renew = 0,
       proved = COALESCE(:proved, proved)
 WHERE token = :token;

-- name: session_renew
-- takes: account int
-- gives: nothing
UPDATE session SET renew = 1 WHERE account = :account AND renew = 0;

-- name: session_settle
-- takes: account int
-- gives: nothing
UPDATE session SET owes = 0 WHERE account = :account AND owes = 1;

-- name: session_drop
-- takes: token blob
-- gives: nothing
DELETE FROM session WHERE token = :token;

-- name: session_end
-- takes: id int
-- gives: many session_ended (account int)
DELETE FROM session WHERE id = :id RETURNING account;

-- name: session_end_all
-- takes: account int, but int
-- gives: changed
DELETE FROM session WHERE account = :account AND id <> :but;

-- name: session_sweep
-- takes: account int, now int
-- gives: nothing
-- What is over of one account: everybody sweeps before the own door.
DELETE FROM session
 WHERE id IN (SELECT s.id FROM session s
               WHERE s.account = :account AND NOT (@live(:now)@));

-- name: session_list
-- takes: account int, now int
-- gives: many session_line (id int, created int, seen int, agent text, from_ text)
SELECT s.id, s.created, s.seen, s.agent, s.from_
  FROM session s
 WHERE s.account = :account AND @live(:now)@
 ORDER BY s.seen DESC, s.id DESC;
