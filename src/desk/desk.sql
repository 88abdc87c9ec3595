-- part: ours(unit)
-- A unit and all that it took over from, directly or not.
WITH RECURSIVE ours (unit) AS (
	SELECT CAST(@unit@ AS BIGINT)
	UNION
	SELECT l.unit FROM ours o JOIN link l ON l.into_ = o.unit
)
-- end

-- part: desk_owes()
a.state IN ('delivered', 'acknowledged', 'sent-back')
-- end

-- name: desk_owed
-- takes: unit int, limit int
-- gives: many desk_owed_row (id int, call int, what text, form int, period int, about int, unit int, code text, name text, role int, state text, due int, note text, below int, unchecked int)
-- What the unit, or one that it took over from, has to do. Of what it passes
-- on: below, how many assignments it has made; unchecked, how many of them
-- are neither accepted nor waived.
@ours(:unit)@
SELECT a.id, a.call, k.what, k.form, k.period, k.about, a.unit, u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = a.unit ORDER BY f.since DESC LIMIT 1) AS name,
       a.role, a.state, a.due, a.note,
       CAST(COALESCE((SELECT SUM(v.delivered + v.acknowledged + v.submitted
                                 + v.sent_back + v.accepted)
                        FROM coverage v
                       WHERE a.role = 1 AND v.call = a.call
                         AND v.id = k.form * 4503599627370496
                                    + a.unit * 1048576 + k.period), 0)
            AS BIGINT) AS below,
       CAST(COALESCE((SELECT SUM(v.delivered + v.acknowledged + v.submitted
                                 + v.sent_back)
                        FROM coverage v
                       WHERE a.role = 1 AND v.call = a.call
                         AND v.id = k.form * 4503599627370496
                                    + a.unit * 1048576 + k.period), 0)
            AS BIGINT) AS unchecked
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN unit u ON u.id = a.unit
 WHERE a.unit IN (SELECT unit FROM ours) AND @desk_owes()@
 ORDER BY a.due, a.id
 LIMIT :limit;

-- name: desk_owed_count
-- takes: unit int, now int
-- gives: one desk_owed_count (n int, late int, approval int)
@ours(:unit)@
SELECT CAST(count(*) AS BIGINT) AS n,
       CAST(COALESCE(SUM(CASE WHEN a.due <= :now THEN 1 ELSE 0 END), 0)
            AS BIGINT) AS late,
       COALESCE((SELECT u.approval FROM unit u WHERE u.id = :unit), 0)
           AS approval
  FROM assignment a
 WHERE a.unit IN (SELECT unit FROM ours) AND @desk_owes()@;

-- name: desk_awaited
-- takes: unit int, now int, limit int
-- gives: many desk_awaited_row (call int, what text, form int, period int, about int, due int, issuer int, delivered int, acknowledged int, submitted int, sent_back int, accepted int, waived int, withdrawn int, late_delivered int, late_acknowledged int, late_sent_back int, to_check int)
-- Open calls with anything below the unit that is not done with; late_: of
-- what is owed; to_check: how many wait for this unit to look.
@ours(:unit)@
SELECT k.id AS call, k.what, k.form, k.period, k.about, k.due, k.issuer,
       CAST(SUM(v.delivered) AS BIGINT) AS delivered,
       CAST(SUM(v.acknowledged) AS BIGINT) AS acknowledged,
       CAST(SUM(v.submitted) AS BIGINT) AS submitted,
       CAST(SUM(v.sent_back) AS BIGINT) AS sent_back,
       CAST(SUM(v.accepted) AS BIGINT) AS accepted,
       CAST(SUM(v.waived) AS BIGINT) AS waived,
       CAST(SUM(v.withdrawn) AS BIGINT) AS withdrawn,
       CAST(SUM(CASE WHEN v.due <= :now THEN v.delivered ELSE 0 END) AS BIGINT)
           AS late_delivered,
       CAST(SUM(CASE WHEN v.due <= :now THEN v.acknowledged ELSE 0 END) AS BIGINT)
           AS late_acknowledged,
       CAST(SUM(CASE WHEN v.due <= :now THEN v.sent_back ELSE 0 END) AS BIGINT)
           AS late_sent_back,
       (SELECT CAST(count(*) AS BIGINT) FROM assignment a
         WHERE a.call = k.id AND a.state = 'submitted'
           AND a.checker IN (SELECT unit FROM ours)) AS to_check
  FROM call k
  JOIN ours o ON 1 = 1
  JOIN coverage v
    ON v.id = k.form * 4503599627370496 + o.unit * 1048576 + k.period
   AND v.call = k.id
 WHERE k.state = 'open'
 GROUP BY k.id, k.what, k.form, k.period, k.about, k.due, k.issuer
HAVING SUM(v.delivered + v.acknowledged + v.sent_back + v.submitted) > 0
 ORDER BY k.due, k.id
 LIMIT :limit;

-- name: desk_changes
-- takes: unit int, since int, account int
-- gives: many desk_change (call int, what text, form int, period int, about int, issuer int, mine int, state text, n int, at int, code text, name text)
-- What others did since then: to what the unit itself was asked for (mine
-- 1), and what units that it checks handed in, call by call.
@ours(:unit)@
SELECT k.id AS call, k.what, k.form, k.period, k.about, k.issuer, c.mine, c.state,
       c.n, c.at, u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = c.unit ORDER BY f.since DESC LIMIT 1) AS name
  FROM (SELECT a.call, 1 AS mine, a.state, CAST(1 AS BIGINT) AS n,
               a.changed_at AS at, a.unit
          FROM assignment a
         WHERE a.unit IN (SELECT unit FROM ours) AND a.changed_at >= :since
           AND COALESCE(a.changed_by, 0) <> :account
           AND a.state <> 'acknowledged'
        UNION ALL
        SELECT a.call, 0 AS mine, a.state, CAST(count(*) AS BIGINT) AS n,
               MAX(a.changed_at) AS at, MIN(a.unit) AS unit
          FROM assignment a
         WHERE a.checker IN (SELECT unit FROM ours) AND a.changed_at >= :since
           AND COALESCE(a.changed_by, 0) <> :account
           AND a.state = 'submitted'
         GROUP BY a.call, a.state) AS c
  JOIN call k ON k.id = c.call
  JOIN unit u ON u.id = c.unit
 ORDER BY c.at DESC, k.id
 LIMIT 20;

-- name: desk_seen_get
-- takes: account int, unit int
-- gives: one desk_seen_row (at int)
SELECT at FROM desk_seen WHERE account = :account AND unit = :unit;

-- name: desk_seen_put
-- takes: account int, unit int, at int
-- gives: nothing
INSERT INTO desk_seen (account, unit, at) VALUES (:account, :unit, :at)
ON CONFLICT (account, unit) DO UPDATE SET at = excluded.at;

-- name: desk_waiting
-- takes: unit int
-- gives: many desk_waiting_row (form int, period int, unit int, code text, name text, due int?, call int?)
-- Returns of the unit that wait for its head.
@ours(:unit)@
SELECT r.id / 4503599627370496 AS form, r.id % 1048576 AS period, u.id AS unit,
       u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = u.id ORDER BY f.since DESC LIMIT 1) AS name,
       a.due, a.call
  FROM response r
  JOIN unit u ON u.id = (r.id / 1048576) % 4294967296
  LEFT JOIN assignment a ON a.key = r.id AND a.state <> 'withdrawn'
 WHERE r.state IN ('waiting', 'submitted') AND r.state = 'waiting'
   AND u.id IN (SELECT unit FROM ours)
 ORDER BY COALESCE(a.due, r.sent_at), r.id
 LIMIT 50;

-- name: desk_addressed
-- takes: unit text, kind text, today int
-- gives: one desk_addressed (n int)
-- About how many units of a kind a call under a unit would address.
SELECT COALESCE((SELECT n.n
                   FROM kind_count n
                   JOIN unit u ON u.id = n.unit
                   JOIN kind k ON k.id = n.kind
                  WHERE u.code = :unit AND k.code = :kind AND n.day <= :today
                  ORDER BY n.day DESC
                  LIMIT 1), 0) AS n;
