-- name: file_add
-- takes: type text, size int, hash blob
-- gives: one file_id (id int)
INSERT INTO file (type, size, hash) VALUES (:type, :size, :hash)
RETURNING id;

-- name: file_part_add
-- takes: file int, n int, bytes blob
-- gives: nothing
INSERT INTO file_part (file, n, bytes) VALUES (:file, :n, :bytes);

-- name: file_list
-- takes:
-- gives: many file_row (id int, size int, hash blob)
SELECT id, size, hash FROM file ORDER BY id;

-- name: file_get
-- takes: id int
-- gives: one file_row (id int, size int, hash blob)
SELECT id, size, hash FROM file WHERE id = :id;

-- name: file_part_get
-- takes: file int, n int
-- gives: one file_bytes (bytes blob)
SELECT bytes FROM file_part WHERE file = :file AND n = :n;

-- name: attachment_add
-- takes: place text, owner int, file int, name text, at int, account id?
-- gives: one attachment_id (id int)
INSERT INTO attachment (place, owner, version, file, name, at, account)
VALUES (:place, :owner, 0, :file, :name, :at, :account)
RETURNING id;

-- name: attachment_get
-- takes: id int
-- gives: one attachment_row (id int, place text, owner int, version int, file int, name text, type text, size int, hash blob, at int, login text?)
SELECT a.id, a.place, a.owner, a.version, a.file, a.name, f.type, f.size,
       f.hash, a.at, w.login
  FROM attachment a
  JOIN file f ON f.id = a.file
  LEFT JOIN account w ON w.id = a.account
 WHERE a.id = :id;

-- name: attachment_list
-- takes: place text, owner int, version int
-- gives: many attachment_row (id int, place text, owner int, version int, file int, name text, type text, size int, hash blob, at int, login text?)
-- In the order in which they were added.
SELECT a.id, a.place, a.owner, a.version, a.file, a.name, f.type, f.size,
       f.hash, a.at, w.login
  FROM attachment a
  JOIN file f ON f.id = a.file
  LEFT JOIN account w ON w.id = a.account
 WHERE a.place = :place AND a.owner = :owner AND a.version = :version
 ORDER BY a.id;

-- name: attachment_sizes
-- takes: place text, owner int, version int
-- gives: one attachment_sizes (n int, bytes int)
SELECT COUNT(*), CAST(COALESCE(SUM(f.size), 0) AS BIGINT)
  FROM attachment a JOIN file f ON f.id = a.file
 WHERE a.place = :place AND a.owner = :owner AND a.version = :version;

-- name: attachment_copy
-- takes: place text, owner int, version int, to int
-- gives: changed
INSERT INTO attachment (place, owner, version, file, name, at, account)
SELECT place, owner, :to, file, name, at, account
  FROM attachment
 WHERE place = :place AND owner = :owner AND version = :version
 ORDER BY id;

-- name: attachment_drop
-- takes: id int
-- gives: nothing
DELETE FROM attachment WHERE id = :id;

-- name: attachment_drop_all
-- takes: place text, owner int, version int
-- gives: nothing
DELETE FROM attachment
 WHERE place = :place AND owner = :owner AND version = :version;

-- name: file_drop_unused
-- takes: file int
-- gives: nothing
DELETE FROM file
 WHERE id = :file
   AND NOT EXISTS (SELECT 1 FROM attachment WHERE file = :file);
