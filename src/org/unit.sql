-- name: unit_one
-- takes: code text, at int
-- gives: one unit_now (id int, code text, since int, until int, parent id?, kind int, kind_code text, name text)
-- As on the day, or on the nearest on which it is alive.
SELECT u.id, u.code, u.since, u.until, f.parent, f.kind, k.code, f.name
  FROM unit u
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= :at OR f.since = u.since)
   AND (f.until >= :at OR f.until = u.until)
  JOIN kind k ON k.id = f.kind
 WHERE u.code = :code;

-- name: unit_path
-- takes: unit int, day int, all int, account int, today int, powers text
-- gives: many unit_above (code text, name text, timezone text?, seen int, members int)
-- The unit itself last, what is above it before, the top first. A top
-- without a zone of its own has that of the store. Members: of the unit
-- itself, those below it among them.
WITH RECURSIVE up (unit, depth) AS (
	SELECT u.id, 0 FROM unit u WHERE u.id = :unit
	UNION ALL
	SELECT f.parent, up.depth + 1
	  FROM up
	  JOIN unit_fact f ON f.unit = up.unit
	   AND :day BETWEEN f.since AND f.until
	 WHERE f.parent IS NOT NULL
)
SELECT u.code, f.name,
       COALESCE(u.timezone, CASE WHEN f.parent IS NULL THEN
                (SELECT value FROM setting WHERE name = 'timezone') END),
       CASE WHEN @seen(up.unit)@ THEN 1 ELSE 0 END,
       CASE up.depth WHEN 0 THEN COALESCE(
                (SELECT m.n FROM member_count m
                  WHERE m.unit = up.unit AND m.day <= :day
                  ORDER BY m.day DESC LIMIT 1), 0) ELSE 0 END
  FROM up
  JOIN unit u ON u.id = up.unit
  JOIN unit_fact f ON f.unit = up.unit AND :day BETWEEN f.since AND f.until
 ORDER BY up.depth DESC;

-- name: unit_children
-- takes: unit int, day int, all int, account int, today int, powers text
-- gives: many unit_child (id int, code text, name text, kind text, since int, until int)
SELECT u.id, u.code, f.name, k.code, u.since, u.until
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
 WHERE f.parent = :unit AND :day BETWEEN f.since AND f.until
   AND @seen(f.unit)@
 ORDER BY f.sort, u.code;

-- name: unit_tops
-- takes: day int, all int, account int, today int, powers text
-- gives: many unit_child (id int, code text, name text, kind text, since int, until int)
-- The tops of what is in sight: of the tree, or of what is granted.
SELECT u.id, u.code, f.name, k.code, u.since, u.until
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
 WHERE :day BETWEEN f.since AND f.until
   AND CASE WHEN :all = 1 THEN f.parent IS NULL
            ELSE f.unit IN (SELECT h.unit FROM authority h
                             WHERE h.account = :account)
                 AND @seen(f.unit)@
                 AND (f.parent IS NULL OR NOT @seen(f.parent)@) END
 ORDER BY f.sort, u.code;

-- name: unit_story
-- takes: unit int, all int, account int, today int, powers text
-- gives: many story_row (what int, since int, until int, kind int, kind_code text, code text, name text, parent text?, parent_name text?, num int?, den int?, reorganisation id?)
-- What was said of a unit (0), whom it took over from (1), and who took
-- over from it (2).
SELECT what, since, until, kind, kind_code, code, name, parent, parent_name,
       num, den, reorganisation
  FROM (
	SELECT 0 AS what, f.since, f.until, f.kind, k.code AS kind_code, u.code,
	       f.name, p.code AS parent, g.name AS parent_name,
	       CAST(NULL AS BIGINT) AS num, CAST(NULL AS BIGINT) AS den,
	       CAST(NULL AS BIGINT) AS reorganisation, f.sort
	  FROM unit_fact f
	  JOIN unit u ON u.id = f.unit
	  JOIN kind k ON k.id = f.kind
	  LEFT JOIN unit p ON p.id = f.parent
	  LEFT JOIN unit_fact g
	    ON g.unit = f.parent AND f.since BETWEEN g.since AND g.until
	 WHERE f.unit = :unit
	 UNION ALL
	SELECT 1, l.day, f.until, f.kind, k.code, u.code, f.name, NULL, NULL, l.num,
	       l.den, l.reorganisation, f.sort
	  FROM link l
	  JOIN unit u ON u.id = l.unit
	  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
	  JOIN kind k ON k.id = f.kind
	 WHERE l.into_ = :unit AND @seen(l.unit)@
	 UNION ALL
	SELECT 2, l.day, f.until, f.kind, k.code, u.code, f.name, NULL, NULL, l.num,
	       l.den, l.reorganisation, f.sort
	  FROM link l
	  JOIN unit u ON u.id = l.into_
	  JOIN unit_fact f ON f.unit = u.id AND l.day BETWEEN f.since AND f.until
	  JOIN kind k ON k.id = f.kind
	 WHERE l.unit = :unit AND @seen(l.into_)@) AS story
 ORDER BY what, since, sort, code;

-- name: unit_below
-- takes: unit int, day int
-- gives: many unit_below (unit int, kind text, n int)
-- How many of each kind are below each child of a unit.
SELECT n.unit, k.code, n.n
  FROM unit_fact f
  JOIN kind_count n ON n.unit = f.unit
  JOIN kind k ON k.id = n.kind
 WHERE f.parent = :unit AND :day BETWEEN f.since AND f.until
   AND n.n > 0
   AND n.day = (SELECT max(m.day) FROM kind_count m
                 WHERE m.unit = n.unit AND m.kind = n.kind AND m.day <= :day)
 ORDER BY n.unit, k.code;

-- name: unit_below_one
-- takes: unit int, day int
-- gives: many unit_below (unit int, kind text, n int)
SELECT n.unit, k.code, n.n
  FROM kind_count n
  JOIN kind k ON k.id = n.kind
 WHERE n.unit = :unit AND n.n > 0
   AND n.day = (SELECT max(m.day) FROM kind_count m
                 WHERE m.unit = n.unit AND m.kind = n.kind AND m.day <= :day)
 ORDER BY k.code;

-- name: kind_find
-- takes: code text
-- gives: one kind_id (id int)
SELECT id FROM kind WHERE code = :code;

-- name: unit_items
-- takes: under id?, at int, all int, account int, today int, powers text
-- gives: many unit_item (id int, parent id?, code text, parent_code text?, kind text, name text, since int, until int)
-- What is alive on a day, strictly below a unit or everywhere; by name.
WITH RECURSIVE below (unit) AS (
	SELECT f.unit FROM unit_fact f
	 WHERE f.parent = :under AND :at BETWEEN f.since AND f.until
	UNION ALL
	SELECT f.unit
	  FROM below
	  JOIN unit_fact f ON f.parent = below.unit
	   AND :at BETWEEN f.since AND f.until
)
SELECT u.id, f.parent, u.code, p.code, k.code, f.name, u.since, u.until
  FROM unit_fact f
  JOIN unit u ON u.id = f.unit
  JOIN kind k ON k.id = f.kind
  LEFT JOIN unit p ON p.id = f.parent
 WHERE :at BETWEEN f.since AND f.until
   AND (:under IS NULL OR f.unit IN (SELECT unit FROM below))
   AND @among_seen(f.unit)@
 ORDER BY f.sort, u.code;

-- name: unit_search
-- takes: pattern text, begins text, at int, limit int, all int, account int, today int, powers text
-- gives: many unit_found (code text, name text, kind text, path text)
-- Names that begin with the words come first.
SELECT u.code, h.name, k.code,
       (WITH RECURSIVE up (unit, path) AS (
		SELECT h.parent, CAST('' AS TEXT)
		UNION ALL
		SELECT f.parent, CASE up.path WHEN '' THEN f.name
		                 ELSE f.name || ' › ' || up.path END
		  FROM up
		  JOIN unit_fact f ON f.unit = up.unit
		   AND :at BETWEEN f.since AND f.until
	)
	SELECT path FROM up WHERE unit IS NULL)
  FROM (SELECT f.unit, f.parent, f.name, f.kind, f.sort,
               CASE WHEN f.folded LIKE :begins ESCAPE '\' THEN 0
                    ELSE 1 END AS far
          FROM unit_fact f
         WHERE f.folded LIKE :pattern ESCAPE '\'
           AND :at BETWEEN f.since AND f.until
           AND @seen(f.unit)@
         ORDER BY far, f.sort, f.unit
         LIMIT :limit) h
  JOIN unit u ON u.id = h.unit
  JOIN kind k ON k.id = h.kind
 ORDER BY h.far, h.sort, h.unit;

-- name: unit_zone
-- takes: unit int, day int
-- gives: one unit_zone (timezone text)
-- The nearest on the way up that has one.
WITH RECURSIVE up (unit, n) AS (
	SELECT :unit, 0
	UNION ALL
	SELECT f.parent, up.n + 1
	  FROM up JOIN unit_fact f ON f.unit = up.unit
	 WHERE :day BETWEEN f.since AND f.until AND f.parent IS NOT NULL
)
SELECT u.timezone
  FROM up JOIN unit u ON u.id = up.unit
 WHERE u.timezone IS NOT NULL
 ORDER BY up.n
 LIMIT 1;

-- name: unit_zones
-- takes:
-- gives: many zoned_unit (unit int, timezone text)
SELECT id, timezone FROM unit WHERE timezone IS NOT NULL ORDER BY id;

-- name: unit_own_zone
-- takes: unit int
-- gives: one own_zone (timezone text?)
SELECT timezone FROM unit WHERE id = :unit;

-- name: unit_zone_set
-- takes: unit int, timezone text?
-- gives: nothing
UPDATE unit SET timezone = :timezone WHERE id = :unit;
