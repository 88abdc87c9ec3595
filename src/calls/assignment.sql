-- part: assignment(a)
@a@.id, @a@.call, @a@.unit, @a@.role, @a@.key, @a@.state, @a@.due, @a@.checker,
       @a@.note, @a@.changed_at, @a@.passed, @a@.gone, @a@.from_, k.day, k.form, k.period
-- end

-- part: told()
-- Whether the unit is to be told (remind.h): that it is asked after all, that
-- it need not answer, or of another due day.
CASE WHEN state IN ('waived', 'withdrawn') AND :state = 'delivered' THEN 0
     WHEN told = 1 AND (due <> :due OR state <> :state
                        AND :state IN ('waived', 'withdrawn')) THEN 2
     ELSE told END
-- end

-- name: assignment_of_key
-- takes: key int
-- gives: one assignment_row (id int, call int, unit int, role int, key id?, state text, due int, checker int, note text, changed_at int, passed int, gone text?, from_ id?, day int, form int, period int)
-- The live one that asks for a return.
SELECT @assignment(a)@
  FROM assignment a JOIN call k ON k.id = a.call
 WHERE a.key = :key AND a.state <> 'withdrawn';

-- name: assignment_of_unit
-- takes: call int, unit int, role int
-- gives: one assignment_row (id int, call int, unit int, role int, key id?, state text, due int, checker int, note text, changed_at int, passed int, gone text?, from_ id?, day int, form int, period int)
SELECT @assignment(a)@
  FROM assignment a JOIN call k ON k.id = a.call
 WHERE a.call = :call AND a.unit = :unit AND a.role = :role;

-- name: assignments_of_call
-- takes: call int
-- gives: many assignment_row (id int, call int, unit int, role int, key id?, state text, due int, checker int, note text, changed_at int, passed int, gone text?, from_ id?, day int, form int, period int)
SELECT @assignment(a)@
  FROM assignment a JOIN call k ON k.id = a.call
 WHERE a.call = :call
 ORDER BY a.unit, a.role;

-- name: assignments_lock
-- takes: call int
-- gives: many assignment_lock (id int)
-- Nobody else changes them until the transaction ends.
SELECT id FROM assignment WHERE call = :call ORDER BY id @LOCK@;

-- name: assignment_put
-- takes: call int, unit int, role int, key id?, state text, due int, checker int, now int, account id?, note text, passed int, from_ id?
-- gives: bulk assignment_new
INSERT INTO assignment (call, unit, role, key, state, due, checker, changed_at,
                        changed_by, note, passed, from_)
VALUES (:call, :unit, :role, :key, :state, :due, :checker, :now, :account,
        :note, :passed, :from_);

-- name: assignment_passed
-- takes: id int
-- gives: nothing
UPDATE assignment SET passed = 1 WHERE id = :id;

-- name: assignment_change
-- takes: id int, was text, state text, due int, checker int, now int, account id?, note text, gone text?, from_ id?
-- gives: changed
-- 0: somebody else changed it meanwhile.
UPDATE assignment
   SET state = :state, due = :due, checker = :checker, changed_at = :now,
       changed_by = :account, note = :note, gone = :gone, from_ = :from_,
       told = @told()@
 WHERE id = :id AND state = :was;

-- name: assignment_set
-- takes: id int, state text, due int, checker int, now int, account id?, note text, gone text?, from_ id?
-- gives: bulk assignment_now
UPDATE assignment
   SET state = :state, due = :due, checker = :checker, changed_at = :now,
       changed_by = :account, note = :note, gone = :gone, from_ = :from_,
       told = @told()@
 WHERE id = :id;

-- name: successors
-- takes: unit int, today int
-- gives: many successor (unit int)
-- Who took over from a unit until today, one after the other.
WITH RECURSIVE onward (unit) AS (
	SELECT l.into_ FROM link l WHERE l.unit = :unit AND l.day <= :today
	UNION
	SELECT l.into_ FROM onward o JOIN link l ON l.unit = o.unit
	 WHERE l.day <= :today
)
SELECT unit FROM onward;

-- name: assignment_begin
-- takes: call int, unit int, state text
-- gives: bulk assignment_begun
-- The unit gave something before it was asked.
UPDATE assignment SET state = :state
 WHERE call = :call AND unit = :unit AND role = 0;
