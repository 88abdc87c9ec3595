-- name: standing_put
-- takes: what text, issuer int, form int, kind int, relay text, due_after int, ahead int, first int, now int, account id?
-- gives: one standing_id (id int)
INSERT INTO standing (what, issuer, under, form, to_kind, relay, due_after,
                      ahead, first, next, at, account)
VALUES (:what, :issuer, :issuer, :form, :kind, :relay, :due_after, :ahead,
        :first, :first, :now, :account)
RETURNING id;

-- name: standing_going
-- takes:
-- gives: many standing_row (id int, what text, under int, form int, kind text, kind_id int, relay text, due_after int, ahead int, next int)
SELECT s.id, s.what, s.under, s.form, k.code, s.to_kind, s.relay, s.due_after,
       s.ahead, s.next
  FROM standing s JOIN kind k ON k.id = s.to_kind
 WHERE s.ended_at IS NULL
 ORDER BY s.id;

-- name: standing_issuer
-- takes: id int
-- gives: one standing_issuer (issuer int, ended_at int?)
SELECT issuer, ended_at FROM standing WHERE id = :id;

-- name: standing_next
-- takes: id int, next int
-- gives: nothing
UPDATE standing SET next = :next WHERE id = :id;

-- name: standing_moved
-- takes: id int, unit int
-- gives: nothing
-- Another unit took over from its issuer.
UPDATE standing SET issuer = :unit, under = :unit WHERE id = :id;

-- name: standing_end
-- takes: id int, now int
-- gives: changed
UPDATE standing SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: standing_items
-- takes: all int, account int, today int, powers text
-- gives: many standing_item (id int, what text, issuer text, form int, kind text, relay text, due_after int, ahead int, first int, next int, ended_at int?, calls int)
SELECT s.id, s.what, u.code, s.form, k.code, s.relay, s.due_after, s.ahead,
       s.first, s.next, s.ended_at,
       (SELECT CAST(count(*) AS BIGINT) FROM call c WHERE c.standing = s.id)
  FROM standing s
  JOIN unit u ON u.id = s.issuer
  JOIN kind k ON k.id = s.to_kind
 WHERE @among_seen(s.issuer)@
 ORDER BY s.id;

-- name: unit_code_alive
-- takes: unit int, day int
-- gives: one unit_code (code text)
-- The code of a unit that is in the tree of a day.
SELECT u.code FROM unit u
 WHERE u.id = :unit AND :day BETWEEN u.since AND u.until;
