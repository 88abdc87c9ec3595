-- name: setting_get
-- takes: name text
-- gives: one setting_value (value text)
SELECT value FROM setting WHERE name = :name;

-- name: setting_set
-- takes: name text, value text
-- gives: nothing
INSERT INTO setting (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;
