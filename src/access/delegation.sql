-- Standing in for somebody who is away.

-- name: delegation_put
-- takes: account int, to int, since int, until int, at int
-- gives: one delegation_id (id int)
INSERT INTO delegation (account, to_, since, until, at)
VALUES (:account, :to, :since, :until, :at)
RETURNING id;

-- name: delegation_same
-- takes: account int, to int, since int, until int
-- gives: many delegation_id (id int)
-- One between the same two with a day in common.
SELECT id FROM delegation
 WHERE account = :account AND to_ = :to
   AND since <= :until AND until >= :since AND since <= until
 LIMIT 1;

-- name: delegation_rights
-- takes: account int, since int, until int
-- gives: many delegation_right (role text, area text, unit id?)
-- What could be stood in for in these days.
SELECT DISTINCT h.role, h.area, h.unit
  FROM holding h
 WHERE h.account = :account AND h.role <> 'administrator'
   AND h.since <= :until AND h.until >= :since;

-- name: delegation_get
-- takes: id int
-- gives: one delegation_row (account int, to_ int, login text, to_login text, since int, until int)
SELECT d.account, d.to_, a.login, b.login, d.since, d.until
  FROM delegation d
  JOIN account a ON a.id = d.account
  JOIN account b ON b.id = d.to_
 WHERE d.id = :id;

-- name: delegation_cut
-- takes: id int, until int
-- gives: nothing
UPDATE delegation SET until = :until WHERE id = :id;

-- name: delegation_of
-- takes: account int, today int
-- gives: many delegation_item (id int, given int, login text, person text?, since int, until int)
-- Given by an account (1), or to it (0), of today and later.
SELECT d.id, 1, a.login, n.name, d.since, d.until
  FROM delegation d
  JOIN account a ON a.id = d.to_
  LEFT JOIN person n ON n.id = a.person
 WHERE d.account = :account AND d.until >= :today
 UNION ALL
SELECT d.id, 0, a.login, n.name, d.since, d.until
  FROM delegation d
  JOIN account a ON a.id = d.account
  LEFT JOIN person n ON n.id = a.person
 WHERE d.to_ = :account AND d.until >= :today
 ORDER BY 5, 1;
