-- name: remark_put
-- takes: id int, version int, code text, why text, at int, account id?
-- gives: bulk remark_row
INSERT INTO remark (id, version, code, why, at, account)
VALUES (:id, :version, :code, :why, :at, :account)
ON CONFLICT (id, version, code) DO UPDATE
   SET why = excluded.why, at = excluded.at, account = excluded.account;

-- name: approval_set
-- takes: unit int, approval int
-- gives: nothing
UPDATE unit SET approval = :approval WHERE id = :unit;

-- name: remark_list
-- takes: id int, version int
-- gives: many remark_line (code text, why text, at int, by text?)
SELECT r.code, r.why, r.at, a.login
  FROM remark r
  LEFT JOIN account a ON a.id = r.account
 WHERE r.id = :id AND r.version = :version
 ORDER BY r.code;
