-- The lease of what one program at a time may do.

-- name: lease_take
-- takes: name text, holder text, now int, until int, beyond int
-- gives: changed
-- 0 changed: another holds it. What runs to beyond was taken by a clock
-- that went ahead: it does not bind.
INSERT INTO lease AS l (name, holder, until) VALUES (:name, :holder, :until)
    ON CONFLICT (name) DO UPDATE
   SET holder = excluded.holder, until = excluded.until
 WHERE l.holder = excluded.holder OR l.until < :now
    OR l.until > :beyond;

-- name: lease_drop
-- takes: name text, holder text
-- gives: nothing
DELETE FROM lease WHERE name = :name AND holder = :holder;
