-- name: call_put
-- takes: what text, issuer int, under int, kind int, form int, period int, about int, expect text, listed int, day int, relay text, due int, note text, standing id?, now int, account id?
-- gives: one call_id (id int)
INSERT INTO call (what, issuer, under, to_kind, form, period, about, expect,
                  listed, day, relay, due, note, state, reason, standing, at,
                  account)
VALUES (:what, :issuer, :under, :kind, :form, :period, :about, :expect,
        :listed, :day, :relay, :due, :note, 'open', '', :standing, :now, :account)
RETURNING id;

-- part: asked_seen(unit)
-- As among_seen(), and of units from which one in sight took over.
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
	), heir (unit) AS (
		SELECT unit FROM down
		UNION
		SELECT l.unit FROM heir JOIN link l ON l.into_ = heir.unit
		 WHERE l.day <= :today
	)
	SELECT unit FROM heir))
-- end

-- name: call_get
-- takes: id int, all int, account int, today int, powers text
-- gives: one call_row (id int, what text, issuer int, issuer_code text, issuer_name text, under int, under_code text, kind int, kind_code text, form int, period int, about int, expect text, listed int, day int, relay text, due int, note text, state text, reason text, standing id?, at int, by text?, issuer_seen int, seen int)
-- seen: its issuer, or one that it addresses, may be read; or one that took
-- over from such a one.
SELECT k.id, k.what, k.issuer, i.code, f.name, k.under, u.code, k.to_kind,
       t.code, k.form, k.period, k.about, k.expect, k.listed, k.day, k.relay,
       k.due, k.note, k.state,
       k.reason, k.standing, k.at, a.login,
       CASE WHEN @seen(k.issuer)@ THEN 1 ELSE 0 END,
       CASE WHEN @seen(k.issuer)@
              OR EXISTS (SELECT 1 FROM assignment s
                          WHERE s.call = k.id AND @asked_seen(s.unit)@)
            THEN 1 ELSE 0 END
  FROM call k
  JOIN unit i ON i.id = k.issuer
  JOIN unit_fact f ON f.unit = i.id AND f.since = (
       SELECT max(g.since) FROM unit_fact g
        WHERE g.unit = i.id AND (g.since <= k.day OR g.since = i.since))
  JOIN unit u ON u.id = k.under
  JOIN kind t ON t.id = k.to_kind
  LEFT JOIN account a ON a.id = k.account
 WHERE k.id = :id;

-- name: call_numbers
-- takes: unit id?, state text, all int, account int, today int, powers text
-- gives: many call_number (id int)
-- Calls in sight: issued by, or addressed to, a unit that may be read; of one
-- unit those that it issued, or that ask it or units below it. `state` '':
-- any.
SELECT k.id
  FROM call k
 WHERE (:state = '' OR k.state = :state)
   AND (:unit IS NULL OR k.issuer = :unit
        OR EXISTS (SELECT 1 FROM assignment s
                    WHERE s.call = k.id AND s.unit = :unit)
        OR EXISTS (SELECT 1 FROM coverage v
                    WHERE v.call = k.id
                      AND v.id = k.form * 4503599627370496 + k.period
                                 + :unit * 1048576))
   AND (:unit IS NOT NULL OR @among_seen(k.issuer)@
        OR EXISTS (SELECT 1 FROM assignment s
                    WHERE s.call = k.id AND @among_seen(s.unit)@))
 ORDER BY k.due DESC, k.id DESC;

-- name: call_rivals
-- takes: form int, period int
-- gives: many call_rival (call int, unit int)
-- Who is asked for a return already, and by which call.
SELECT a.call, a.unit
  FROM call k JOIN assignment a ON a.call = k.id
 WHERE k.form = :form AND k.period = :period
   AND a.role = 0 AND a.state <> 'withdrawn'
 ORDER BY a.call, a.unit;

-- name: calls_lock
-- takes:
-- gives: one calls_lock (got int)
-- Alone with the making of calls until the transaction ends.
SELECT lock_alone(2);

-- name: calls_about
-- takes: what text, about int
-- gives: many call_number (id int)
-- Open ones.
SELECT id FROM call
 WHERE what = :what AND about = :about AND about <> 0 AND state = 'open'
 ORDER BY id;

-- name: calls_all
-- takes:
-- gives: many call_number (id int)
SELECT id FROM call ORDER BY id;

-- name: call_assignments
-- takes: call int, unit id?, limit int, all int, account int, today int, powers text
-- gives: many call_assignment (unit text, name text, kind text, role int, state text, due int, note text, checker text?, changed_at int)
-- Who is addressed, as far as in sight; names as on the call's day.
SELECT u.code, f.name, t.code, a.role, a.state, a.due, a.note, h.code,
       a.changed_at
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN unit u ON u.id = a.unit
  JOIN unit_fact f ON f.unit = u.id
   AND (f.since <= k.day OR f.since = u.since)
   AND (f.until >= k.day OR f.until = u.until)
  JOIN kind t ON t.id = f.kind
  LEFT JOIN unit h ON h.id = a.checker
 WHERE a.call = :call AND (:unit IS NULL OR a.unit = :unit)
   AND @among_seen(a.unit)@
 ORDER BY a.role DESC, f.sort, u.code
 LIMIT :limit;

-- name: call_taken_over
-- takes: call int, unit id?, limit int, all int, account int, today int, powers text
-- gives: many call_taken_over (from_ text, from_name text, to_ text, to_name text, day int)
-- Units that ceased owing, and who took over from each.
SELECT u.code, f.name, v.code, g.name, l.day
  FROM assignment a
  JOIN call k ON k.id = a.call
  JOIN link l ON l.unit = a.unit
   AND (l.day <= :today OR (l.day <= k.day AND a.gone IS NOT NULL))
  JOIN unit u ON u.id = a.unit
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
  JOIN unit v ON v.id = l.into_
  JOIN unit_fact g ON g.unit = v.id AND l.day BETWEEN g.since AND g.until
 WHERE a.call = :call
   AND (:unit IS NULL OR a.unit = :unit OR l.into_ = :unit)
   AND (a.gone IS NOT NULL OR a.state NOT IN ('accepted', 'withdrawn'))
   AND (@among_seen(a.unit)@ OR @among_seen(l.into_)@)
 ORDER BY l.day, u.code, v.code
 LIMIT :limit;

-- name: call_due
-- takes: id int, due int
-- gives: nothing
UPDATE call SET due = :due WHERE id = :id;

-- name: call_withdraw
-- takes: id int, reason text
-- gives: nothing
UPDATE call SET state = 'withdrawn', reason = :reason WHERE id = :id;

-- name: calls_asking
-- takes: form int, period int
-- gives: many call_number (id int)
-- Those that ask for a return and were not withdrawn.
SELECT id FROM call
 WHERE form = :form AND period = :period AND state = 'open'
 ORDER BY id;

-- name: calls_from
-- takes: day int
-- gives: many call_from (id int, what text, under int, kind text, form int, period int, about int, listed int, day int, due int, relay text, state text)
-- Those that count on the tree of that day or a later one.
SELECT k.id, k.what, k.under, t.code, k.form, k.period, k.about, k.listed,
       k.day, k.due, k.relay, k.state
  FROM call k JOIN kind t ON t.id = k.to_kind
 WHERE k.day >= :day
 ORDER BY k.id;

-- name: call_of_unit
-- takes: unit int
-- gives: one call_number (id int)
-- One that the unit issued, or that asks what is below it.
SELECT min(id) FROM call WHERE issuer = :unit OR under = :unit
HAVING count(*) > 0;

-- name: standing_of_unit
-- takes: unit int
-- gives: one call_number (id int)
SELECT min(id) FROM standing WHERE issuer = :unit OR under = :unit
HAVING count(*) > 0;

-- name: calls_told
-- takes: what text, about int
-- gives: nothing
-- Whoever was told of a call about it is to hear what became of it.
UPDATE assignment SET told = 3
 WHERE call IN (SELECT id FROM call WHERE what = :what AND about = :about)
   AND state <> 'withdrawn' AND told <> 0;
