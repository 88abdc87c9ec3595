-- Giving roles and taking them away.

-- part: whole()
-- Of an open account, for as long as the store lasts: all of it.
g.role = 'administrator' AND g.area = 'all'
   AND g.since <= :today AND g.until = :forever
   AND a.until >= :now AND a.closed_at IS NULL
   AND (g.unit IS NULL
        OR (g.unit = (SELECT min(f.unit) FROM unit_fact f
                       WHERE f.parent IS NULL AND :today BETWEEN f.since AND f.until)
            AND 1 = (SELECT count(*) FROM unit_fact f
                      WHERE f.parent IS NULL AND :today BETWEEN f.since AND f.until)))
-- end

-- name: administrators_lock
-- takes:
-- gives: one administrators_lock (got int)
-- Alone with taking rights away until the transaction ends.
SELECT lock_alone(9);

-- name: administrator_grants
-- takes: account int, today int, now int, forever int
-- gives: many administrator_grant (id int)
SELECT g.id
  FROM account a
  JOIN role_grant g ON g.account = a.id
 WHERE a.id = :account AND @whole()@;

-- name: administrator_others
-- takes: account int, today int, now int, forever int
-- gives: many administrator_grant (id int)
-- One of another account, if there is any. They are few, and found by place.
SELECT g.id
  FROM role_grant g
  JOIN account a ON a.id = g.account
 WHERE (g.unit IS NULL
        OR g.unit IN (SELECT f.unit FROM unit_fact f
                       WHERE f.parent IS NULL
                         AND :today BETWEEN f.since AND f.until))
   AND g.account <> :account AND @whole()@
 LIMIT 1;

-- name: grant_names
-- takes: account int, unit text
-- gives: one grant_names (login text, unit id?, until int?)
-- Whom and where a grant is for; until: the unit's last day.
SELECT a.login, u.id, u.until
  FROM account a
  LEFT JOIN unit u ON u.code = :unit
 WHERE a.id = :account;

-- name: grant_find
-- takes: account int, role text, area text, unit id?
-- gives: many grant_row (id int, since int, until int, day int)
SELECT id, since, until, day FROM role_grant
 WHERE account = :account AND role = :role AND area = :area
   AND COALESCE(unit, 0) = COALESCE(:unit, 0);

-- name: grant_put
-- takes: account int, role text, area text, unit id?, since int, until int, day int, by id?
-- gives: nothing
INSERT INTO role_grant (account, role, area, unit, since, until, day, by_)
VALUES (:account, :role, :area, :unit, :since, :until, :day, :by)
ON CONFLICT (account, role, area, COALESCE(unit, 0)) DO UPDATE
   SET since = excluded.since, until = excluded.until, day = excluded.day,
       by_ = excluded.by_;

-- name: grant_end
-- takes: id int, until int
-- gives: nothing
UPDATE role_grant SET until = :until WHERE id = :id;
