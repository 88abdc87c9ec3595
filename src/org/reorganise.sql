-- name: op_later
-- takes: day int
-- gives: many op_later (code text, heir int, day int, reorganisation int)
-- Units that reorganisations of later days change; heir: or, of this day
-- too, let take over.
SELECT DISTINCT o.code, 0, r.day, r.id
  FROM reorganisation r
  JOIN reorganisation_op o ON o.reorganisation = r.id
 WHERE r.day > :day AND r.undone = 0
 UNION
SELECT DISTINCT o.into_, 1, r.day, r.id
  FROM reorganisation r
  JOIN reorganisation_op o ON o.reorganisation = r.id
 WHERE r.day >= :day AND r.undone = 0 AND o.into_ IS NOT NULL
 ORDER BY 4, 1;

-- name: op_after
-- takes: id int
-- gives: many op_after (reorganisation int, code text, parent text?, into_ text?)
-- What reorganisations registered after this one name.
SELECT r.id, o.code, o.parent, o.into_
  FROM reorganisation r
  JOIN reorganisation_op o ON o.reorganisation = r.id
 WHERE r.id > :id AND r.undone = 0
 ORDER BY r.id, o.n;

-- name: reorganisation_add
-- takes: day int, decision text, at int, account id?, undoes id?
-- gives: one reorganisation_id (id int)
-- Numbers without gaps, for people cite them; the lock of the tree is held.
INSERT INTO reorganisation (id, day, decision, at, account, undoes)
VALUES ((SELECT COALESCE(max(id), 0) + 1 FROM reorganisation),
        :day, :decision, :at, :account, :undoes)
RETURNING id;

-- name: reorganisation_undone
-- takes: id int
-- gives: nothing
UPDATE reorganisation SET undone = 1 WHERE id = :id;

-- name: reorganisation_one
-- takes: id int
-- gives: one reorganisation_row (id int, day int, decision text, at int, login text?, undone int, undoes id?, operations int)
SELECT r.id, r.day, r.decision, r.at, a.login, r.undone, r.undoes,
       (SELECT CAST(count(*) AS BIGINT) FROM reorganisation_op o
         WHERE o.reorganisation = r.id)
  FROM reorganisation r
  LEFT JOIN account a ON a.id = r.account
 WHERE r.id = :id;

-- name: reorganisation_list
-- takes: all int, account int, today int, powers text
-- gives: many reorganisation_row (id int, day int, decision text, at int, login text?, undone int, undoes id?, operations int)
-- Those that name a unit in sight; one that undoes another shows with it.
WITH mine (id) AS (
	SELECT DISTINCT o.reorganisation
	  FROM reorganisation_op o
	  JOIN unit u ON u.code IN (o.code, o.into_)
	 WHERE :all = 0 AND @among_seen(u.id)@
)
SELECT r.id, r.day, r.decision, r.at, a.login, r.undone, r.undoes,
       (SELECT CAST(count(*) AS BIGINT) FROM reorganisation_op o
         WHERE o.reorganisation = r.id)
  FROM reorganisation r
  LEFT JOIN account a ON a.id = r.account
 WHERE :all = 1 OR COALESCE(r.undoes, r.id) IN (SELECT id FROM mine)
 ORDER BY r.day DESC, r.id DESC;

-- name: op_add
-- takes: reorganisation int, n int, op text, code text, name text?, kind text?, parent text?, into_ text?, num int?, den int?, old_name text?, old_kind text?, old_parent text?, old_until int?
-- gives: bulk op_row
INSERT INTO reorganisation_op (reorganisation, n, op, code, name, kind, parent,
       into_, num, den, old_name, old_kind, old_parent, old_until)
VALUES (:reorganisation, :n, :op, :code, :name, :kind, :parent,
       :into_, :num, :den, :old_name, :old_kind, :old_parent, :old_until);

-- name: op_share
-- takes: reorganisation int, code text, into_ text, num int, den int
-- gives: bulk op_share
UPDATE reorganisation_op SET num = :num, den = :den
 WHERE reorganisation = :reorganisation AND code = :code AND into_ = :into_;

-- name: op_list
-- takes: id int
-- gives: many op_row (reorganisation int, n int, op text, code text, name text?, kind text?, parent text?, into_ text?, num int?, den int?, old_name text?, old_kind text?, old_parent text?, old_until int?)
SELECT reorganisation, n, op, code, name, kind, parent, into_, num, den,
       old_name, old_kind, old_parent, old_until
  FROM reorganisation_op
 WHERE reorganisation = :id
 ORDER BY n;

-- name: op_seen
-- takes: id int, all int, account int, today int, powers text
-- gives: many op_seen (n int, op text, code text, name text?, kind text?, parent text?, into_ text?, into_name text?, num int?, den int?, old_name text?, old_kind text?, old_parent text?)
-- The operations on what is in sight, with the name of who takes over. A
-- unit that was undone is in sight of who sees where it would have been.
SELECT o.n, o.op, o.code, o.name, o.kind, o.parent, o.into_,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = t.id AND r.day BETWEEN f.since AND f.until),
       o.num, o.den, o.old_name, o.old_kind, o.old_parent
  FROM reorganisation r
  JOIN reorganisation_op o ON o.reorganisation = r.id
  LEFT JOIN unit u ON u.code = o.code
  LEFT JOIN unit t ON t.code = o.into_
  LEFT JOIN unit p ON p.code = o.parent
 WHERE r.id = :id
   AND (@among_seen(u.id)@
        OR (t.id IS NOT NULL AND @among_seen(t.id)@)
        OR (p.id IS NOT NULL AND @among_seen(p.id)@))
 ORDER BY o.n;
