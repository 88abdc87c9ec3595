-- Browsers in which somebody signed in before.

-- name: device_get
-- takes: hash blob, account int, after int
-- gives: many device_row (seen int)
SELECT seen FROM device
 WHERE hash = :hash AND account = :account AND seen > :after;

-- name: device_count
-- takes: account int
-- gives: one device_count (n int)
SELECT CAST(count(*) AS BIGINT) FROM device WHERE account = :account;

-- name: device_put
-- takes: hash blob, account int, now int
-- gives: nothing
INSERT INTO device (hash, account, seen) VALUES (:hash, :account, :now)
    ON CONFLICT (hash) DO UPDATE SET seen = excluded.seen;

-- name: device_sweep
-- takes: account int, before int
-- gives: nothing
DELETE FROM device WHERE account = :account AND seen < :before;
