-- name: role_held
-- takes: account int, unit int, today int
-- gives: many role_held (role text, area text)
-- The roles that an account holds at a unit: given there, above it, or on
-- the whole store. The way up is that of today, or of the day nearest to
-- it on which the unit is alive.
WITH RECURSIVE up (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT f.parent
	  FROM up
	  JOIN unit u ON u.id = up.unit
	  JOIN unit_fact f
	    ON f.unit = u.id
	   AND CASE WHEN u.until < :today THEN u.until
	            WHEN u.since > :today THEN u.since
	            ELSE :today END BETWEEN f.since AND f.until
	 WHERE f.parent IS NOT NULL
)
SELECT DISTINCT g.role, g.area
  FROM authority g
 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
   AND (g.unit IS NULL OR g.unit IN (SELECT unit FROM up));

-- name: role_held_top
-- takes: account int, today int
-- gives: many role_held (role text, area text)
-- The roles that an account holds on the whole store or at a unit that is
-- at the top today.
SELECT DISTINCT g.role, g.area
  FROM authority g
 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
   AND (g.unit IS NULL
        OR EXISTS (SELECT 1 FROM unit_fact f
                    WHERE f.unit = g.unit AND f.parent IS NULL
                      AND :today BETWEEN f.since AND f.until));

-- name: role_tops
-- takes: account int, today int
-- gives: many role_top (unit id?, role text, area text, tops int)
-- What an account holds on the whole store (no unit) and at units that are
-- or were at the top, unit by unit; tops: how many of these there are.
SELECT g.unit, g.role, g.area,
       (SELECT CAST(count(DISTINCT t.unit) AS BIGINT)
          FROM unit_fact t WHERE t.parent IS NULL)
  FROM authority g
 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
   AND (g.unit IS NULL
        OR EXISTS (SELECT 1 FROM unit_fact f
                    WHERE f.unit = g.unit AND f.parent IS NULL))
 ORDER BY COALESCE(g.unit, 0), g.role;

-- name: role_home
-- takes: account int, today int
-- gives: many role_home (code text, role text, area text)
-- Where an account has which role: living units first.
SELECT u.code, g.role, g.area
  FROM authority g
  JOIN unit u ON u.id = g.unit
 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
 ORDER BY CASE WHEN u.until >= :today THEN 0 ELSE 1 END, u.code;

-- name: role_first_tops
-- takes: today int
-- gives: many role_place (code text)
SELECT u.code
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
 WHERE f.parent IS NULL AND :today BETWEEN f.since AND f.until
 LIMIT 2;

-- name: role_grant_put
-- takes: account int, role text, unit id?, until int
-- gives: nothing
INSERT INTO role_grant (account, role, unit, until)
VALUES (:account, :role, :unit, :until)
ON CONFLICT (account, role, area, COALESCE(unit, 0)) DO UPDATE SET until = excluded.until;

-- name: role_names
-- takes: account int, unit text
-- gives: one role_names (login text, unit id?)
-- Whom and where a grant is for.
SELECT a.login, (SELECT u.id FROM unit u WHERE u.code = :unit)
  FROM account a
 WHERE a.id = :account;
