-- Who belongs where, and how many they are.

-- name: people_lock
-- takes:
-- gives: one people_lock (got int)
-- One changes memberships at a time: the counts of a top are everybody's.
SELECT lock_alone(6);

-- name: membership_of
-- takes: person int
-- gives: many membership (id int, person int, unit int, since int, until int, joined int, joined_on int, ends int, came_by id?, cut_by id?)
SELECT id, person, unit, since, until, joined, joined_on, ends, came_by, cut_by
  FROM membership WHERE person = :person ORDER BY since;

-- name: membership_touching
-- takes: unit int
-- gives: many membership (id int, person int, unit int, since int, until int, joined int, joined_on int, ends int, came_by id?, cut_by id?)
-- All rows of the stays of which one lies in the unit.
SELECT n.id, n.person, n.unit, n.since, n.until, n.joined, n.joined_on, n.ends,
       n.came_by, n.cut_by
  FROM membership m
  JOIN membership n ON n.person = m.person AND n.joined_on = m.joined_on
 WHERE m.unit = :unit;

-- name: membership_all
-- takes:
-- gives: each membership (id int, person int, unit int, since int, until int, joined int, joined_on int, ends int, came_by id?, cut_by id?)
SELECT id, person, unit, since, until, joined, joined_on, ends, came_by, cut_by
  FROM membership ORDER BY person, since;

-- name: membership_add
-- takes: person int, unit int, since int, until int, joined int, joined_on int, ends int, came_by id?, cut_by id?
-- gives: bulk member_row
INSERT INTO membership (person, unit, since, until, joined, joined_on, ends,
       came_by, cut_by)
VALUES (:person, :unit, :since, :until, :joined, :joined_on, :ends, :came_by,
       :cut_by);

-- name: membership_drop
-- takes: id int
-- gives: bulk member_id
DELETE FROM membership WHERE id = :id;

-- name: unit_ended_by
-- takes: code text
-- gives: one reorganisation_of (id int)
SELECT r.id
  FROM reorganisation_op o
  JOIN reorganisation r ON r.id = o.reorganisation AND r.undone = 0
 WHERE o.code = :code AND o.op IN ('merge', 'split', 'close')
   AND r.undoes IS NULL
 ORDER BY r.id DESC
 LIMIT 1;

-- name: member_steps
-- takes:
-- gives: each member_step (unit int, day int, n int)
-- By how many the own members of each unit grow or shrink on which day.
SELECT unit, day, CAST(sum(n) AS BIGINT)
  FROM (SELECT unit, since AS day, 1 AS n FROM membership
         UNION ALL
        SELECT unit, until + 1, -1 FROM membership WHERE until < 2932896) s
 GROUP BY unit, day
HAVING sum(n) <> 0
 ORDER BY unit, day;

-- name: member_steps_of
-- takes: unit int
-- gives: many member_step (unit int, day int, n int)
SELECT unit, day, CAST(sum(n) AS BIGINT)
  FROM (SELECT unit, since AS day, 1 AS n FROM membership WHERE unit = :unit
         UNION ALL
        SELECT unit, until + 1, -1 FROM membership
         WHERE unit = :unit AND until < 2932896) s
 GROUP BY unit, day
HAVING sum(n) <> 0
 ORDER BY unit, day;

-- name: member_count_from
-- takes: unit int, day int
-- gives: many member_count_row (unit int, day int, n int)
-- What is kept of a unit from the row on that holds on the day before.
SELECT unit, day, n
  FROM member_count
 WHERE unit = :unit
   AND day >= COALESCE((SELECT max(m.day) FROM member_count m
                         WHERE m.unit = :unit AND m.day < :day), :day)
 ORDER BY day;

-- name: member_count_put
-- takes: unit int, day int, n int
-- gives: bulk member_count_row
INSERT INTO member_count (unit, day, n) VALUES (:unit, :day, :n)
    ON CONFLICT (unit, day) DO UPDATE SET n = excluded.n;

-- name: member_count_drop
-- takes: unit int, day int
-- gives: bulk member_count_key
DELETE FROM member_count WHERE unit = :unit AND day = :day;

-- name: member_counts
-- takes:
-- gives: each member_count_row (unit int, day int, n int)
SELECT unit, day, n FROM member_count ORDER BY unit, day;
