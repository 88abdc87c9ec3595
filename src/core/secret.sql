-- name: secret_key_add
-- takes: value text
-- gives: nothing
-- The first one stays.
INSERT INTO setting (name, value) VALUES ('secret-key', :value)
    ON CONFLICT (name) DO NOTHING;

-- name: secret_totp_all
-- takes:
-- gives: many secret_totp (account int, totp blob)
SELECT id, totp FROM account WHERE totp IS NOT NULL ORDER BY id;

-- name: secret_totp_put
-- takes: account int, totp blob
-- gives: nothing
UPDATE account SET totp = :totp WHERE id = :account;
