-- name: assignment_of_key
-- takes: key int
-- gives: one assignment_row (id int, call int, unit int, role int, key id?, state text, due int, checker int, note text, day int, form int, period int)
-- The live one that asks for a return.
SELECT a.id, a.call, a.unit, a.role, a.key, a.state, a.due, a.checker, a.note,
       k.day, k.form, k.period
  FROM assignment a JOIN call k ON k.id = a.call
 WHERE a.key = :key AND a.state <> 'withdrawn';
