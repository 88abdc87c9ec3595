-- name: journal_head (sqlite)
-- takes:
-- gives: one journal_head (lane int, seq int, hash blob)
-- The lane of the only writer.
SELECT lane, seq, hash FROM journal_lane ORDER BY lane LIMIT 1;

-- name: journal_head (pg)
-- takes:
-- gives: one journal_head (lane int, seq int, hash blob)
-- A lane that nobody holds, and each connection looks at another one first;
-- held until the unit of work ends. Nothing: all are held.
SELECT lane, seq, hash FROM journal_lane
 ORDER BY (lane + pg_backend_pid()) % 16 LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: journal_lane_wait
-- takes: lane int
-- gives: one journal_head (lane int, seq int, hash blob)
SELECT lane, seq, hash FROM journal_lane WHERE lane = :lane @LOCK@;

-- name: journal_lane_open
-- takes: lane int, hash blob
-- gives: nothing
INSERT INTO journal_lane (lane, seq, hash) VALUES (:lane, 0, :hash)
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

-- name: journal_entries
-- takes: accounts text, acts text, account text?, low int, high int, before int, most int
-- gives: many journal_entry (id int, lane int, seq int, at int, account id?, act text, object text, detail text, hash blob, format int, seat id?, behalf id?, work int, login text?, name text?, seat_vi text?, seat_en text?, body text?, behalf_login text?)
-- Newest first. `acts` is ',' for all; `accounts` those whose object is an
-- account's number.
SELECT @entry()@
  FROM journal j @entry_names()@
 WHERE j.id < :before AND j.at >= :low AND j.at < :high
   AND (:acts = ',' OR :acts LIKE '%,' || j.act || ',%')
   AND (:account IS NULL OR j.account = (SELECT x.id FROM account x
                                          WHERE x.login = :account))
 ORDER BY j.id DESC LIMIT :most;

-- name: journal_of
-- takes: accounts text, acts text, object text, account text?, low int, high int, before int, most int
-- gives: many journal_entry (id int, lane int, seq int, at int, account id?, act text, object text, detail text, hash blob, format int, seat id?, behalf id?, work int, login text?, name text?, seat_vi text?, seat_en text?, body text?, behalf_login text?)
SELECT @entry()@
  FROM journal j @entry_names()@
 WHERE j.object = :object AND j.id < :before
   AND j.at >= :low AND j.at < :high
   AND (:acts = ',' OR :acts LIKE '%,' || j.act || ',%')
   AND (:account IS NULL OR j.account = (SELECT x.id FROM account x
                                          WHERE x.login = :account))
 ORDER BY j.id DESC LIMIT :most;

-- part: entry()
j.id, j.lane, j.seq, j.at, j.account, j.act, j.object, j.detail, j.hash,
       j.format, j.seat, j.behalf, j.work, a.login, o.login AS name,
       sk.vi AS seat_vi, sk.en AS seat_en, b.name AS body,
       d.login AS behalf_login
-- end

-- part: entry_names()
LEFT JOIN account a ON a.id = j.account
  LEFT JOIN account d ON d.id = j.behalf
  LEFT JOIN account o
    ON o.id = CASE WHEN :accounts LIKE '%,' || j.act || ',%'
                    AND j.object <> '' AND LTRIM(j.object, '0123456789') = ''
                   THEN CAST(j.object AS BIGINT) END
  LEFT JOIN sitting h ON h.id = j.seat
  LEFT JOIN seat s ON s.id = h.seat
  LEFT JOIN seat_kind sk ON sk.code = s.kind
  LEFT JOIN body b ON b.id = s.body
-- end

-- name: seal_lock
-- takes:
-- gives: one seal_lock (got int)
-- Alone with sealing until the transaction ends.
SELECT lock_alone(9);

-- name: seal_last
-- takes:
-- gives: one seal_row (id int, at int, account id?, login text?, heads text, hash blob)
SELECT s.id, s.at, s.account, a.login, s.heads, s.hash
  FROM seal s LEFT JOIN account a ON a.id = s.account
 ORDER BY s.id DESC LIMIT 1;

-- name: seal_add
-- takes: id int, at int, account id?, heads text, hash blob
-- gives: nothing
INSERT INTO seal (id, at, account, heads, hash)
VALUES (:id, :at, :account, :heads, :hash);

-- name: seal_list
-- takes: before int, most int
-- gives: many seal_row (id int, at int, account id?, login text?, heads text, hash blob)
-- Newest first.
SELECT s.id, s.at, s.account, a.login, s.heads, s.hash
  FROM seal s LEFT JOIN account a ON a.id = s.account
 WHERE s.id < :before ORDER BY s.id DESC LIMIT :most;

-- name: seal_all
-- takes:
-- gives: each seal_kept (id int, at int, account id?, heads text, hash blob)
SELECT id, at, account, heads, hash FROM seal ORDER BY id;
