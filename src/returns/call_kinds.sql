-- name: call_given
-- takes: call int, low int, high int
-- gives: many call_gave (unit int, counts int)
-- What those of a call's units that nobody has answered yet gave already.
SELECT a.unit, CASE WHEN x.id IS NULL THEN 0 ELSE 1 END
  FROM assignment a
  LEFT JOIN accepted x ON x.id = a.key
 WHERE a.call = :call AND a.unit BETWEEN :low AND :high AND a.role = 0
   AND a.state IN ('delivered', 'acknowledged')
   AND (x.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM response r
                    WHERE r.id = a.key AND r.state = 'submitted'))
 ORDER BY a.unit;

-- name: call_odd
-- takes:
-- gives: one call_odd (call int, unit text, state text)
-- A live assignment is accepted just when its return is: the first that is
-- not so.
SELECT a.call, u.code, a.state
  FROM assignment a
  JOIN unit u ON u.id = a.unit
  LEFT JOIN accepted x ON x.id = a.key
 WHERE a.key IS NOT NULL AND a.state NOT IN ('waived', 'withdrawn')
   AND (a.state = 'accepted') <> (x.id IS NOT NULL)
 ORDER BY a.call, a.unit
 LIMIT 1;
