-- How many people belong where.

-- name: members_at
-- takes: unit int, at int
-- gives: one people_number (n int)
SELECT n FROM member_count WHERE unit = :unit AND day <= :at
 ORDER BY day DESC LIMIT 1;

-- name: members_seen
-- takes: at int, account int, today int, powers text
-- gives: one people_number (n int)
SELECT CAST(COALESCE(sum(c.n), 0) AS BIGINT)
  FROM (SELECT DISTINCT g.unit FROM authority g
         WHERE g.account = :account AND :today BETWEEN g.since AND g.until
           AND :powers LIKE '%,' || g.power || ',%'
           AND g.unit IS NOT NULL) s
  JOIN member_count c ON c.unit = s.unit
   AND c.day = (SELECT max(m.day) FROM member_count m
                 WHERE m.unit = s.unit AND m.day <= :at);

-- name: members_of_children
-- takes: unit int, at int, all int, account int, today int, powers text
-- gives: many member_child (code text, name text, kind text, n int, seen int)
SELECT u.code, f.name, k.code,
       COALESCE((SELECT c.n FROM member_count c
                  WHERE c.unit = f.unit AND c.day <= :at
                  ORDER BY c.day DESC LIMIT 1), 0),
       CASE WHEN @seen(f.unit)@ THEN 1 ELSE 0 END
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
 WHERE f.parent = :unit AND :at BETWEEN f.since AND f.until
 ORDER BY f.sort, u.code;

-- name: members_by_tier
-- takes: unit int, at int
-- gives: many member_tier (depth int, kind text, units int, n int)
-- What is at or below a unit less what is below it, by tier and kind.
WITH RECURSIVE below (unit, kind, depth, up) AS (
	SELECT f.unit, f.kind, 0, CAST(NULL AS BIGINT)
	  FROM unit_fact f
	 WHERE f.unit = :unit AND :at BETWEEN f.since AND f.until
	 UNION ALL
	SELECT f.unit, f.kind, below.depth + 1, below.kind
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :at BETWEEN f.since AND f.until
), counted (kind, depth, up, n) AS (
	SELECT b.kind, b.depth, b.up,
	       COALESCE((SELECT c.n FROM member_count c
	                  WHERE c.unit = b.unit AND c.day <= :at
	                  ORDER BY c.day DESC LIMIT 1), 0)
	  FROM below b
), parts (depth, kind, units, n) AS (
	SELECT depth, kind, 1, n FROM counted
	 UNION ALL
	SELECT depth - 1, up, 0, -n FROM counted WHERE depth > 0
)
SELECT p.depth, k.code, CAST(sum(p.units) AS BIGINT), CAST(sum(p.n) AS BIGINT)
  FROM parts p
  JOIN kind k ON k.id = p.kind
 GROUP BY p.depth, k.code
 ORDER BY p.depth, k.code;
