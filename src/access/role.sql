-- name: rights
-- takes: account int, today int
-- gives: many right_row (role text, area text, unit id?, sitting id?, behalf id?, top int, ever_top int, tops int)
-- What an account holds today, in the order it is used: its own grants, its
-- seats, those of others. top: of the whole store, or at a unit that is at
-- the top today; tops: how many units ever were.
SELECT g.role, g.area, g.unit, g.sitting, g.behalf,
       CASE WHEN g.unit IS NULL
              OR EXISTS (SELECT 1 FROM unit_fact f
                          WHERE f.unit = g.unit AND f.parent IS NULL
                            AND :today BETWEEN f.since AND f.until)
            THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM unit_fact f
                          WHERE f.unit = g.unit AND f.parent IS NULL)
            THEN 1 ELSE 0 END,
       (SELECT CAST(count(DISTINCT t.unit) AS BIGINT)
          FROM unit_fact t WHERE t.parent IS NULL)
  FROM authority g
 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
 ORDER BY COALESCE(g.behalf, 0), COALESCE(g.sitting, 0), g.given;

-- name: role_way
-- takes: unit int, today int
-- gives: many role_way (unit int)
-- A unit and all above it. The way up is that of today, or of the day
-- nearest to it on which the unit is alive.
WITH RECURSIVE up (unit, n) AS (
	SELECT u.id, 0 FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.parent, up.n + 1
	  FROM up
	  JOIN unit u ON u.id = up.unit
	  JOIN unit_fact f
	    ON f.unit = u.id
	   AND CASE WHEN u.until < :today THEN u.until
	            WHEN u.since > :today THEN u.since
	            ELSE :today END BETWEEN f.since AND f.until
	 WHERE f.parent IS NOT NULL
)
SELECT unit FROM up ORDER BY n;

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
