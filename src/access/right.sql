-- Rights as people see them.

-- part: rights_full()
SELECT g.account, a.login, n.name, g.role, g.area, g.unit, u.code, f.name,
       g.since, g.until, g.given, g.sitting, g.behalf, w.login,
       COALESCE(r.day, 0), k.code, k.vi,
       k.en, b.code, b.name, d.decision, o.login
  FROM authority g
  JOIN account a ON a.id = g.account
  LEFT JOIN person n ON n.id = a.person
  LEFT JOIN unit u ON u.id = g.unit
  LEFT JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
  LEFT JOIN role_grant r ON r.id = g.given
  LEFT JOIN account w ON w.id = r.by_
  LEFT JOIN sitting h ON h.id = g.sitting
  LEFT JOIN body_change d ON d.id = h.began
  LEFT JOIN seat s ON s.id = h.seat
  LEFT JOIN seat_kind k ON k.code = s.kind
  LEFT JOIN body b ON b.id = s.body
  LEFT JOIN account o ON o.id = g.behalf
-- end

-- name: right_of
-- takes: own int, all int, account int, today int, powers text
-- gives: many right_full (account int, login text, person text?, role text, area text, unit id?, code text?, name text?, since int, until int, given id?, sitting id?, behalf id?, by text?, day int, seat text?, seat_vi text?, seat_en text?, body text?, body_name text?, decision text?, for_ text?)
-- Of one account, in the order they are used: all, or those at units that c
-- sees.
@rights_full()@
 WHERE g.account = :own AND g.since <= g.until
   AND (:own = :account OR @among_seen(g.unit)@)
 ORDER BY COALESCE(g.behalf, 0), COALESCE(g.sitting, 0), g.given, g.since;

-- name: right_at
-- takes: unit id?, at int, until int, all int, account int, today int, powers text
-- gives: many right_full (account int, login text, person text?, role text, area text, unit id?, code text?, name text?, since int, until int, given id?, sitting id?, behalf id?, by text?, day int, seat text?, seat_vi text?, seat_en text?, body text?, body_name text?, decision text?, for_ text?)
-- Of all that hold from `at` to `until` on at least one day, at a unit and
-- below it or everywhere.
WITH RECURSIVE below (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :today BETWEEN f.since AND f.until
)
@rights_full()@
 WHERE g.since <= :until AND COALESCE(r.day, 0) <= :until
   AND g.until >= :at AND g.since <= g.until
   AND (:unit IS NULL OR g.unit IN (SELECT unit FROM below))
   AND (g.account = :account OR @among_seen(g.unit)@)
 ORDER BY a.login, COALESCE(g.behalf, 0), COALESCE(g.sitting, 0), g.given,
          g.since;

-- name: right_givers
-- takes: unit int, today int, now int, powers text
-- gives: many right_giver (login text, person text?, role text, area text, unit id?, code text?, name text?)
-- Who administers a unit, at it or above it, on open accounts.
WITH RECURSIVE up (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT f.parent
	  FROM up
	  JOIN unit u ON u.id = up.unit
	  JOIN unit_fact f
	    ON f.unit = u.id
	   AND (f.since <= :today OR f.since = u.since)
	   AND (f.until >= :today OR f.until = u.until)
	 WHERE f.parent IS NOT NULL
)
SELECT a.login, n.name, g.role, g.area, g.unit, u.code, f.name
  FROM (SELECT h.account, h.role, h.area, h.unit
          FROM authority h
         WHERE h.unit IN (SELECT unit FROM up)
           AND :today BETWEEN h.since AND h.until
           AND :powers LIKE '%,' || h.power || ',%'
         UNION
        SELECT e.account, e.role, e.area, e.unit
          FROM authority e
         WHERE e.unit IS NULL AND e.given IS NOT NULL
           AND :today BETWEEN e.since AND e.until
           AND :powers LIKE '%,' || e.power || ',%') g
  JOIN account a ON a.id = g.account
   AND a.until >= :now AND a.closed_at IS NULL
  LEFT JOIN person n ON n.id = a.person
  LEFT JOIN unit u ON u.id = g.unit
  LEFT JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 ORDER BY a.login;

-- name: right_account
-- takes: login text
-- gives: one right_account (id int, until int, closed_at int?, person text?)
SELECT a.id, a.until, a.closed_at, n.name
  FROM account a
  LEFT JOIN person n ON n.id = a.person
 WHERE a.login = :login;

-- name: right_login
-- takes: id int
-- gives: one right_login (login text)
SELECT login FROM account WHERE id = :id;

-- name: right_unit
-- takes: code text, today int
-- gives: one right_unit (id int, name text)
SELECT u.id, f.name
  FROM unit u
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :today OR f.since = u.since)
   AND (f.until >= :today OR f.until = u.until)
 WHERE u.code = :code;

-- name: right_last
-- takes: account int, today int
-- gives: many right_last (unit id?, code text?, name text?, until int, ceased int)
-- What it held last, and whether that ended with its unit.
SELECT g.unit, u.code, f.name, g.until,
       CASE WHEN u.until = g.until THEN 1 ELSE 0 END
  FROM authority g
  LEFT JOIN unit u ON u.id = g.unit
  LEFT JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 WHERE g.account = :account AND g.until < :today AND g.since <= g.until
 ORDER BY g.until DESC, u.code
 LIMIT 1;

-- name: right_heirs
-- takes: unit int, today int
-- gives: many right_heir (id int, code text, name text)
-- Who took over from a unit that ceased, and lives.
WITH RECURSIVE heir (unit) AS (
	SELECT l.into_ FROM link l WHERE l.unit = :unit AND l.day <= :today
	UNION
	SELECT l.into_
	  FROM heir JOIN link l ON l.unit = heir.unit AND l.day <= :today
)
SELECT u.id, u.code, f.name
  FROM heir
  JOIN unit u ON u.id = heir.unit AND u.until >= :today
  JOIN unit_fact f ON f.unit = u.id AND :today BETWEEN f.since AND f.until
 ORDER BY u.code;
