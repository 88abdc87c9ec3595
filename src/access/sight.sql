-- Both parts go the way of may(): from a unit to what is above it today, or
-- on the day nearest to it on which the unit is alive.

-- part: seen(unit)
-- Whether the unit may be read; for short lists: looks up from each.
(:all = 1 OR EXISTS (
	WITH RECURSIVE up (unit) AS (
		SELECT @unit@
		UNION
		SELECT s.parent
		  FROM up
		  JOIN unit v ON v.id = up.unit
		  JOIN unit_fact s
		    ON s.unit = v.id
		   AND (s.since <= :today OR s.since = v.since)
		   AND (s.until >= :today OR s.until = v.until)
		 WHERE s.parent IS NOT NULL
	)
	SELECT 1 FROM authority g
	 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
	   AND :powers LIKE '%,' || g.power || ',%'
	   AND g.unit IN (SELECT unit FROM up)))
-- end

-- part: among_seen(unit)
-- The same for long lists: looks down once from what is granted.
(:all = 1 OR @unit@ IN (
	WITH RECURSIVE down (unit) AS (
		SELECT g.unit FROM authority g
		 WHERE g.account = :account AND :today BETWEEN g.since AND g.until
		   AND :powers LIKE '%,' || g.power || ',%'
		   AND g.unit IS NOT NULL
		UNION
		SELECT s.unit
		  FROM down
		  JOIN unit_fact s ON s.parent = down.unit
		  JOIN unit v ON v.id = s.unit
		 WHERE (s.since <= :today OR s.since = v.since)
		   AND (s.until >= :today OR s.until = v.until)
	)
	SELECT unit FROM down))
-- end
