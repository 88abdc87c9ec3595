-- part: waiting()
-- Returns that wait for a checker, of one call (0: of any), and who that is:
-- the assignment's, else the unit itself.
SELECT r.id, r.version, r.values_, r.sent_at, r.sent_by, a.call, a.due,
       COALESCE(a.checker, r.id / 1048576 % 4294967296) AS checker
  FROM response r
  LEFT JOIN assignment a ON a.key = r.id AND a.state <> 'withdrawn'
 WHERE r.state IN ('waiting', 'submitted') AND r.state = 'submitted'
   AND (:call = 0 OR a.call = :call)
-- end

-- part: checked_by_me(unit)
-- Whether the account may check what comes in at the unit; powers: those
-- that accept.
(@among_seen(@unit@)@
 OR EXISTS (SELECT 1 FROM authority w
             WHERE w.account = :account AND w.unit IS NULL
               AND :today BETWEEN w.since AND w.until
               AND :powers LIKE '%,' || w.power || ',%'))
-- end

-- name: review_total
-- takes: call int, all int, account int, today int, powers text
-- gives: one review_total (n int)
SELECT CAST(count(*) AS BIGINT) AS n
  FROM (@waiting()@) AS q
 WHERE @checked_by_me(q.checker)@;

-- name: review_list
-- takes: call int, offset int, limit int, all int, account int, today int, powers text
-- gives: many review_row (id int, version int, values_ blob, sent_at int, sender text?, call id?, due int?, unit text, name text, accepted int?, counting blob?, last blob?)
-- What waits for the account, by form, unit, period; with what counts until
-- then, and what counts of the period before.
SELECT q.id, q.version, q.values_, q.sent_at, s.login, q.call, q.due, u.code,
       f.name, n.version, n.values_, p.values_
  FROM (@waiting()@) AS q
  JOIN unit u ON u.id = q.id / 1048576 % 4294967296
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
  LEFT JOIN account s ON s.id = q.sent_by
  LEFT JOIN accepted n ON n.id = q.id
  LEFT JOIN accepted p ON p.id = q.id - 1
 WHERE @checked_by_me(q.checker)@
 ORDER BY q.id
 LIMIT :limit OFFSET :offset;

-- name: review_past
-- takes: call int, low int, high int, periods int, all int, account int, today int, powers text
-- gives: many review_past (id int, past int, values_ blob)
-- What counted in the periods before those that wait, between two keys.
SELECT q.id, p.id, p.values_
  FROM (@waiting()@) AS q
  JOIN accepted p ON p.id BETWEEN q.id - :periods AND q.id - 1
 WHERE q.id BETWEEN :low AND :high AND @checked_by_me(q.checker)@
 ORDER BY q.id, p.id;

-- name: review_lock
-- takes: call int, all int, account int, today int, powers text
-- gives: many review_locked (id int, version int)
-- Nobody else sends them back, accepts or replaces them until the
-- transaction ends.
SELECT v.id, v.version
  FROM response v
 WHERE v.state IN ('waiting', 'submitted') AND v.state = 'submitted'
   AND v.id IN (SELECT q.id FROM (@waiting()@) AS q
                 WHERE @checked_by_me(q.checker)@)
 ORDER BY v.id @LOCK@;

-- name: review_kinds
-- takes: form int, period int, day int
-- gives: many review_kind (unit int, kind int)
-- What the units whose return waits were on the period's last day.
SELECT f.unit, f.kind
  FROM response r
  JOIN unit_fact f ON f.unit = r.id / 1048576 % 4294967296
   AND f.since <= :day AND f.until >= :day
 WHERE r.state IN ('waiting', 'submitted') AND r.state = 'submitted'
   AND r.id / 4503599627370496 = :form AND r.id % 1048576 = :period
 ORDER BY f.unit;
