-- name: count_put
-- takes: unit int, kind int, day int, n int
-- gives: bulk count_row
INSERT INTO kind_count (unit, kind, day, n)
VALUES (:unit, :kind, :day, :n)
    ON CONFLICT (unit, kind, day) DO UPDATE SET n = excluded.n;

-- name: count_drop
-- takes: unit int, kind int, day int
-- gives: bulk count_key
DELETE FROM kind_count WHERE unit = :unit AND kind = :kind AND day = :day;

-- name: count_stored
-- takes:
-- gives: each count_row (unit int, kind int, day int, n int)
SELECT unit, kind, day, n FROM kind_count ORDER BY unit, kind, day;
