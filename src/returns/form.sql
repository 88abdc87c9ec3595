-- name: form_by_code
-- takes: code text
-- gives: one form_row (id int, code text, period int)
SELECT id, code, period FROM form WHERE code = :code;

-- name: form_by_id
-- takes: id int
-- gives: one form_row (id int, code text, period int)
SELECT id, code, period FROM form WHERE id = :id;

-- name: form_list
-- takes:
-- gives: many form_item (id int, code text, period int, versions int)
SELECT f.id, f.code, f.period,
       (SELECT COUNT(*) FROM form_version v WHERE v.form = f.id) AS versions
  FROM form f
 ORDER BY f.code;

-- name: form_choices
-- takes:
-- gives: many form_choice_row (id int, code text, period int, version int, newest int)
-- Every form, its newest version, and the last period for which anything
-- was accepted (0: none).
SELECT f.id, f.code, f.period,
       (SELECT MAX(v.version) FROM form_version v
         WHERE v.form = f.id) AS version,
       COALESCE((SELECT MAX(p.period) FROM form_period p
                  WHERE p.form = f.id), 0) AS newest
  FROM form f
 ORDER BY f.code;

-- name: form_add
-- takes: code text, period int
-- gives: one form_id (id int)
INSERT INTO form (code, period) VALUES (:code, :period) RETURNING id;

-- name: form_version_for
-- takes: form int, period int
-- gives: one form_version_key (version int, newest int)
-- The highest version that is for the period, and the highest of all.
SELECT version, (SELECT MAX(version) FROM form_version WHERE form = :form)
         AS newest
  FROM form_version
 WHERE form = :form AND first <= :period
 ORDER BY version DESC
 LIMIT 1;

-- name: form_version_get
-- takes: form int, version int
-- gives: one form_version_row (version int, first int, body text)
-- Version 0: the newest.
SELECT version, first, body
  FROM form_version
 WHERE form = :form AND (version = :version OR :version = 0)
 ORDER BY version DESC
 LIMIT 1;

-- name: form_version_list
-- takes: form int
-- gives: many form_version_item (version int, first int, at int)
SELECT version, first, at FROM form_version WHERE form = :form ORDER BY version;

-- name: form_version_add
-- takes: form int, version int, first int, at int, body text
-- gives: nothing
INSERT INTO form_version (form, version, first, at, body)
VALUES (:form, :version, :first, :at, :body);

-- name: form_answers_add
-- takes: form int, version int, kind int
-- gives: nothing
INSERT INTO form_answers (form, version, kind) VALUES (:form, :version, :kind);

-- name: form_answers_list
-- takes: form int, version int
-- gives: many form_answer (kind int, code text)
SELECT a.kind, k.code
  FROM form_answers a JOIN kind k ON k.id = a.kind
 WHERE a.form = :form AND a.version = :version
 ORDER BY a.kind;

-- name: form_kind_ensure
-- takes: code text
-- gives: nothing
-- A form may be made before the first unit of a kind.
INSERT INTO kind (code) VALUES (:code) ON CONFLICT DO NOTHING;

-- name: form_kind
-- takes: code text
-- gives: one form_id (id int)
SELECT id FROM kind WHERE code = :code;

-- name: indicator_list
-- takes: form int
-- gives: many indicator_row (slot int, code text, type text, scale int, tree text, time text, of_a int?, of_b int?)
SELECT slot, code, type, scale, tree, time, of_a, of_b
  FROM indicator
 WHERE form = :form
 ORDER BY slot;

-- name: indicator_add
-- takes: form int, slot int, code text, type text, scale int, tree text, time text, of_a int?, of_b int?
-- gives: nothing
INSERT INTO indicator (form, slot, code, type, scale, tree, time, of_a, of_b)
VALUES (:form, :slot, :code, :type, :scale, :tree, :time, :of_a, :of_b);
