-- duck.sql - the two tables of DuckDB, from the files that Tierwork imports.
-- @DIR@ is their folder. Loaded by duck.c.

SET threads = 2;
SET preserve_insertion_order = true;

CREATE TABLE unit AS
SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS unit, code, parent
  FROM read_csv('@DIR@/units.csv', header = true, all_varchar = true);

CREATE TABLE path AS
SELECT e.code, a.unit AS t1, b.unit AS t2, c.unit AS t3, d.unit AS t4,
       e.unit AS t5
  FROM unit e
  JOIN unit d ON d.code = e.parent
  JOIN unit c ON c.code = d.parent
  JOIN unit b ON b.code = c.parent
  JOIN unit a ON a.code = b.parent;

-- Denormalised: one row a value, one column a tier; month by month, so that
-- a month's rows lie together and its statistics let the others be skipped.
CREATE TABLE fact (
	t1 INTEGER, t2 INTEGER, t3 INTEGER, t4 INTEGER, t5 INTEGER,
	period INTEGER, indicator UTINYINT, value BIGINT
);
INSERT INTO fact
SELECT p.t1, p.t2, p.t3, p.t4, p.t5, r.period,
       CAST(substr(r.indicator, 2) AS UTINYINT), r.value
  FROM (UNPIVOT (
	SELECT * EXCLUDE (filename),
	       CAST(replace(regexp_extract(filename, '\d{4}-\d\d'), '-', '')
	            AS INTEGER) AS period
	  FROM read_csv('@DIR@/returns-*.csv', header = true, filename = true,
	                types = {'unit': 'VARCHAR'}, sample_size = -1)
       ) ON COLUMNS('^i\d\d$') INTO NAME indicator VALUE value) r
  JOIN path p ON p.code = r.unit
 ORDER BY r.period;

-- The fair rival: someone has added it all up already, and sorted it.
CREATE TABLE rollup AS
SELECT * FROM (
	SELECT NULL AS parent, t1 AS unit, period, indicator,
	       CAST(sum(value) AS BIGINT) AS sum, count(*) AS n
	  FROM fact GROUP BY ALL
	UNION ALL
	SELECT t1, t2, period, indicator, CAST(sum(value) AS BIGINT), count(*)
	  FROM fact GROUP BY ALL
	UNION ALL
	SELECT t2, t3, period, indicator, CAST(sum(value) AS BIGINT), count(*)
	  FROM fact GROUP BY ALL
	UNION ALL
	SELECT t3, t4, period, indicator, CAST(sum(value) AS BIGINT), count(*)
	  FROM fact GROUP BY ALL)
 ORDER BY parent NULLS FIRST, unit, period, indicator;
CHECKPOINT;
