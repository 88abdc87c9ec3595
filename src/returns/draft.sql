-- name: draft_people
-- takes: unit int, account int, today int, powers text
-- gives: one draft_people (mine int)
-- 1: of those who answer for a unit nearest to it (itself and who took over
-- from it, else above), the account is one. A grant on the whole store is
-- the farthest.
WITH RECURSIVE heir (unit) AS (
	SELECT u.id FROM unit u WHERE u.id = :unit
	UNION
	SELECT l.into_ FROM heir JOIN link l ON l.unit = heir.unit
), up (unit, far) AS (
	SELECT unit, 0 FROM heir
	UNION
	SELECT (SELECT f.parent
	          FROM unit u
	          JOIN unit_fact f
	            ON f.unit = u.id
	           AND CASE WHEN u.until < :today THEN u.until
	                    WHEN u.since > :today THEN u.since
	                    ELSE :today END BETWEEN f.since AND f.until
	         WHERE u.id = up.unit), up.far + 1
	  FROM up WHERE up.unit IS NOT NULL
), who (far, mine) AS (
	SELECT up.far, CASE WHEN EXISTS (
	       SELECT 1 FROM authority g
	        WHERE g.unit = up.unit AND :today BETWEEN g.since AND g.until
	          AND g.account = :account
	          AND :powers LIKE '%,' || g.power || ',%') THEN 1 ELSE 0 END
	  FROM up
	 WHERE EXISTS (
	       SELECT 1 FROM authority g
	        WHERE g.unit = up.unit AND :today BETWEEN g.since AND g.until
	          AND :powers LIKE '%,' || g.power || ',%')
	UNION ALL
	SELECT 1000, 1 FROM (SELECT 1 AS one) o
	 WHERE EXISTS (
	       SELECT 1 FROM authority g
	        WHERE g.account = :account AND g.unit IS NULL
	          AND :today BETWEEN g.since AND g.until
	          AND :powers LIKE '%,' || g.power || ',%')
)
SELECT CASE WHEN EXISTS (SELECT 1 FROM who
                          WHERE who.mine = 1
                            AND who.far = (SELECT MIN(w.far) FROM who w))
            THEN 1 ELSE 0 END AS mine;

-- name: draft_get
-- takes: id int
-- gives: one draft_head (rev int, base int, at int, account id?, login text?)
SELECT d.rev, d.base, d.at, d.account, a.login
  FROM draft d
  LEFT JOIN account a ON a.id = d.account
 WHERE d.id = :id;

-- name: draft_lock
-- takes: id int
-- gives: one draft_row (rev int, base int)
SELECT rev, base FROM draft WHERE id = :id @LOCK@;

-- name: draft_make
-- takes: id int, base int, at int, account id?
-- gives: nothing
INSERT INTO draft (id, rev, base, at, account)
VALUES (:id, 1, :base, :at, :account)
ON CONFLICT DO NOTHING;

-- name: draft_base
-- takes: id int, base int
-- gives: nothing
UPDATE draft SET base = :base WHERE id = :id;

-- name: draft_saved
-- takes: id int, rev int, at int, account id?
-- gives: nothing
UPDATE draft SET rev = :rev, at = :at, account = :account WHERE id = :id;

-- name: draft_drop
-- takes: id int
-- gives: nothing
DELETE FROM draft WHERE id = :id;

-- name: draft_cells
-- takes: id int
-- gives: many draft_cell_row (what text, code text, value text, numbers int, rev int, at int, account id?, login text?)
SELECT d.what, d.code, d.value, d.numbers, d.rev, d.at, d.account, a.login
  FROM draft_cell d
  LEFT JOIN account a ON a.id = d.account
 WHERE d.id = :id
 ORDER BY d.what, d.code;

-- name: draft_cell_put
-- takes: id int, what text, code text, value text, numbers int, rev int, at int, account id?
-- gives: bulk draft_cell_new
INSERT INTO draft_cell (id, what, code, value, numbers, rev, at, account)
VALUES (:id, :what, :code, :value, :numbers, :rev, :at, :account)
ON CONFLICT (id, what, code) DO UPDATE
   SET value = excluded.value, numbers = excluded.numbers,
       rev = excluded.rev, at = excluded.at, account = excluded.account;
