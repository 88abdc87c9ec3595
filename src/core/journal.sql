-- name: journal_head
-- takes:
-- gives: one journal_head (lane int, seq int, hash blob)
-- The lane of this connection (SQLite's only writer says 0), held until
-- the unit of work ends.
SELECT lane, seq, hash FROM journal_lane
 WHERE lane = pg_backend_pid() % 16 @LOCK@;

-- name: journal_lane_open
-- takes: hash blob
-- gives: nothing
INSERT INTO journal_lane (lane, seq, hash)
VALUES (pg_backend_pid() % 16, 0, :hash)
    ON CONFLICT (lane) DO NOTHING;

-- name: journal_lane_move
-- takes: lane int, seq int, hash blob
-- gives: nothing
UPDATE journal_lane SET seq = :seq, hash = :hash WHERE lane = :lane;

-- name: journal_insert
-- takes: lane int, seq int, at int, account id?, act text, object text, detail text, hash blob, format int, seat id?, behalf id?, work int
-- gives: nothing
INSERT INTO journal (lane, seq, at, account, act, object, detail, hash,
                     format, seat, behalf, work)
VALUES (:lane, :seq, :at, :account, :act, :object, :detail, :hash,
        :format, :seat, :behalf, :work);

-- name: journal_all
-- takes:
-- gives: each journal_row (id int, lane int, seq int, at int, account id?, act text, object text, detail text, hash blob, format int, seat id?, behalf id?, work int)
SELECT id, lane, seq, at, account, act, object, detail, hash,
       format, seat, behalf, work
  FROM journal ORDER BY lane, seq;

-- name: journal_lanes
-- takes:
-- gives: many journal_lane (lane int, seq int, hash blob)
SELECT lane, seq, hash FROM journal_lane ORDER BY lane;
