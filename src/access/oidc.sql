-- Signing in by an identity provider.

-- name: oidc_sweep
-- takes: now int, most int
-- gives: nothing
-- Those that are over, or of a clock that was put back.
DELETE FROM half_signin
 WHERE what = 'oidc' AND (until < :now OR until > :most);

-- name: oidc_begin
-- takes: token blob, account id?, subject text, next text, until int
-- gives: nothing
INSERT INTO half_signin (token, what, account, secret, next, tries, until)
VALUES (:token, 'oidc', :account, :subject, :next, 0, :until);

-- name: oidc_take
-- takes: token blob, now int, most int
-- gives: many errand_row (account id?, subject text, next text)
DELETE FROM half_signin
 WHERE token = :token AND what = 'oidc' AND until BETWEEN :now AND :most
RETURNING account, secret, next;

-- name: identity_find
-- takes: issuer text, subject text, now int
-- gives: many known_row (account int, login text)
SELECT a.id, a.login
  FROM identity i
  JOIN account a ON a.id = i.account
   AND a.until >= :now AND a.closed_at IS NULL
 WHERE i.issuer = :issuer AND i.subject = :subject;

-- name: identity_by_email
-- takes: email text, now int
-- gives: many known_row (account int, login text)
-- Two are as good as none.
SELECT id, login FROM account
 WHERE lower(email) = lower(:email) AND until >= :now AND closed_at IS NULL
 ORDER BY id LIMIT 2;

-- name: identity_add
-- takes: issuer text, subject text, account int, now int
-- gives: changed
INSERT INTO identity (issuer, subject, account, at)
VALUES (:issuer, :subject, :account, :now)
    ON CONFLICT (issuer, subject) DO NOTHING;

-- name: identity_drop
-- takes: account int
-- gives: changed
DELETE FROM identity WHERE account = :account;

-- name: identity_count
-- takes: account int, issuer text
-- gives: one identity_n (n int)
SELECT CAST(count(*) AS BIGINT) FROM identity
 WHERE account = :account AND issuer = :issuer;

-- name: account_means
-- takes: id int
-- gives: one account_means (has_password int, ldap int)
-- By what else an account can sign in.
SELECT CASE WHEN password IS NULL THEN 0 ELSE 1 END, ldap
  FROM account WHERE id = :id;
