-- name: judge_past
-- takes: low int, high int
-- gives: many judge_past (values_ blob)
-- What a unit gave in a stretch of periods of a form (calls/key.h).
SELECT values_ FROM accepted WHERE id BETWEEN :low AND :high ORDER BY id;
