-- name: account_add
-- takes: login text, password text?, lang text, created int, until int, key blob
-- gives: many account_id (id int)
-- No row: there is such a login already.
INSERT INTO account (login, password, lang, created, until, key)
VALUES (:login, :password, :lang, :created, :until, :key)
ON CONFLICT (login) DO NOTHING
RETURNING id;

-- name: account_find
-- takes: login text
-- gives: one account_row (id int, login text, password text?, lang text, until int, closed int?, ldap int)
SELECT id, login, password, lang, until, closed_at, ldap FROM account WHERE login = :login;

-- name: account_get
-- takes: id int
-- gives: one account_row (id int, login text, password text?, lang text, until int, closed int?, ldap int)
SELECT id, login, password, lang, until, closed_at, ldap FROM account WHERE id = :id;

-- name: account_password
-- takes: id int, password text
-- gives: changed
UPDATE account SET password = :password WHERE id = :id;

-- name: account_ldap
-- takes: id int, ldap int
-- gives: nothing
UPDATE account SET ldap = :ldap, password = NULL
 WHERE id = :id AND ldap <> :ldap;

-- name: account_signs_in
-- takes: id int, now int
-- gives: nothing
UPDATE account SET signed_in = :now WHERE id = :id;

-- name: account_lang
-- takes: id int, lang text
-- gives: changed
UPDATE account SET lang = :lang WHERE id = :id;

-- name: account_email
-- takes: id int
-- gives: one account_email (email text?)
SELECT email FROM account WHERE id = :id;

-- name: account_address
-- takes: id int
-- gives: one account_address (email text?, key blob?)
SELECT email, key FROM account WHERE id = :id;

-- name: account_email_put
-- takes: id int, email text?
-- gives: nothing
UPDATE account SET email = :email WHERE id = :id;

-- name: account_words
-- takes: login text, unit text, today int
-- gives: many account_word (text text)
-- Whatever names the store, the person, and where they have a right.
SELECT value FROM setting WHERE name = 'title'
UNION
SELECT p.name FROM account a JOIN person p ON p.id = a.person
 WHERE a.login = :login
UNION
SELECT f.name FROM unit u JOIN unit_fact f ON f.unit = u.id
 WHERE u.code = :unit AND :today BETWEEN f.since AND f.until
UNION
SELECT f.name
  FROM account a
  JOIN authority g ON g.account = a.id AND :today BETWEEN g.since AND g.until
  JOIN unit_fact f ON f.unit = g.unit AND :today BETWEEN f.since AND f.until
 WHERE a.login = :login
UNION
SELECT u.code FROM unit u
 WHERE u.code = :unit OR u.id IN (
	SELECT g.unit FROM account a JOIN authority g ON g.account = a.id
	 WHERE a.login = :login AND :today BETWEEN g.since AND g.until);
