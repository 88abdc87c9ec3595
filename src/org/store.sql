-- name: kind_add
-- takes: code text
-- gives: one kind_id (id int)
-- The kind may be there already: a form named it.
INSERT INTO kind (code) VALUES (:code)
    ON CONFLICT (code) DO UPDATE SET code = excluded.code
RETURNING id;

-- name: unit_add
-- takes: id int, code text, since int, until int
-- gives: bulk unit_row
INSERT INTO unit (id, code, since, until) VALUES (:id, :code, :since, :until);

-- name: unit_end
-- takes: id int, until int
-- gives: bulk unit_end
UPDATE unit SET until = :until WHERE id = :id;

-- name: unit_drop
-- takes: id int
-- gives: bulk unit_drop
DELETE FROM unit WHERE id = :id;

-- name: fact_add
-- takes: unit int, since int, until int, parent id?, kind int, name text, folded text, sort blob
-- gives: bulk fact_row
INSERT INTO unit_fact (unit, since, until, parent, kind, name, folded, sort)
VALUES (:unit, :since, :until, :parent, :kind, :name, :folded, :sort);

-- name: fact_end
-- takes: unit int, since int, until int
-- gives: bulk fact_end
UPDATE unit_fact SET until = :until WHERE unit = :unit AND since = :since;

-- name: fact_drop
-- takes: unit int, since int
-- gives: bulk fact_drop
DELETE FROM unit_fact WHERE unit = :unit AND since = :since;

-- name: link_put
-- takes: unit int, into_ int, day int, reorganisation int, num int?, den int?
-- gives: bulk link_row
-- A link that is there gets its share.
INSERT INTO link (unit, into_, day, reorganisation, num, den)
VALUES (:unit, :into_, :day, :reorganisation, :num, :den)
    ON CONFLICT (unit, into_)
    DO UPDATE SET num = excluded.num, den = excluded.den;

-- name: link_drop
-- takes: unit int, into_ int
-- gives: bulk link_drop
DELETE FROM link WHERE unit = :unit AND into_ = :into_;
