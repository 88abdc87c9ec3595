-- The second factor, its recovery codes, and half sign-ins.

-- name: factor_get
-- takes: account int
-- gives: one factor_row (totp blob?, step int)
SELECT totp, totp_step FROM account WHERE id = :account;

-- name: factor_put
-- takes: account int, totp blob?, step int
-- gives: changed
UPDATE account SET totp = :totp, totp_step = :step
 WHERE id = :account;

-- name: factor_step
-- takes: account int, step int
-- gives: changed
-- Each code once, also of two that come at once.
UPDATE account SET totp_step = :step
 WHERE id = :account AND totp_step < :step AND totp IS NOT NULL;

-- name: factor_wanted
-- takes: account int, today int
-- gives: one factor_wanted (policy text?, totp int, administers int)
SELECT (SELECT value FROM setting WHERE name = 'second-factor'),
       CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END,
       CASE WHEN EXISTS (SELECT 1 FROM authority g
                          WHERE g.account = a.id AND g.role = 'administrator'
                            AND :today BETWEEN g.since AND g.until)
            THEN 1 ELSE 0 END
  FROM account a
 WHERE a.id = :account;

-- name: recovery_add
-- takes: account int, hash blob
-- gives: nothing
INSERT INTO recovery_code (account, hash) VALUES (:account, :hash);

-- name: recovery_use
-- takes: account int, hash blob, now int
-- gives: changed
UPDATE recovery_code SET used_at = :now
 WHERE account = :account AND hash = :hash AND used_at IS NULL;

-- name: recovery_clear
-- takes: account int
-- gives: nothing
DELETE FROM recovery_code WHERE account = :account;

-- name: recovery_left
-- takes: account int
-- gives: one recovery_left (n int)
SELECT CAST(count(*) AS BIGINT) FROM recovery_code
 WHERE account = :account AND used_at IS NULL;

-- name: half_add
-- takes: token blob, account int, method text, next text, until int
-- gives: nothing
INSERT INTO half_signin (token, what, account, secret, next, tries, until)
VALUES (:token, 'code', :account, :method, :next, 0, :until);

-- name: half_find
-- takes: token blob, now int, most int
-- gives: many half_row (account int, login text, method text, next text, tries int)
-- One of which the clock says that it is not over, nor yet to come.
SELECT a.id, a.login, h.secret, h.next, h.tries
  FROM half_signin h
  JOIN account a ON a.id = h.account
   AND a.until >= :now AND a.closed_at IS NULL
 WHERE h.token = :token AND h.what = 'code'
   AND h.until BETWEEN :now AND :most;

-- name: half_end
-- takes: token blob
-- gives: nothing
DELETE FROM half_signin WHERE token = :token AND what = 'code';

-- name: half_wrong
-- takes: token blob
-- gives: many half_tries (tries int)
UPDATE half_signin SET tries = tries + 1
 WHERE token = :token AND what = 'code'
RETURNING tries;

-- name: half_sweep
-- takes: account int, now int, most int
-- gives: nothing
DELETE FROM half_signin
 WHERE account = :account AND what = 'code'
   AND (until < :now OR until > :most);
