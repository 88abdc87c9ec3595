-- Lists of accounts, and one of them.

-- name: account_page
-- takes: exact text, pattern text, unit text, state text, after text, limit int, now int, all int, account int, today int, powers text
-- gives: many account_shown (id int, login text, person text?, name text?, email text?, lang text, created int, ends int, closed int?, signed_in int?, password int, factor int, ldap int)
-- By login, after the one named. Of who has a right in sight, today or later;
-- who sees all sees those without any, too. `unit`: with a right just there.
WITH held (account, unit) AS (
	SELECT h.account, h.unit FROM holding h WHERE h.until >= :today
)
SELECT a.id, a.login, p.code, p.name, a.email, a.lang, a.created, a.until,
       a.closed_at, a.signed_in,
       CASE WHEN a.password IS NULL THEN 0 ELSE 1 END,
       CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END, a.ldap
  FROM account a
  LEFT JOIN person p ON p.id = a.person
 WHERE (:all = 1 OR EXISTS (SELECT 1 FROM held
                             WHERE held.account = a.id
                               AND @among_seen(held.unit)@))
   AND (:pattern = '' OR LOWER(a.login) LIKE :pattern ESCAPE '\'
        OR LOWER(a.email) = :exact OR p.folded LIKE :pattern ESCAPE '\')
   AND (:unit = '' OR EXISTS (SELECT 1 FROM held
                               JOIN unit u ON u.id = held.unit
                              WHERE held.account = a.id AND u.code = :unit))
   AND (:state = ''
        OR :state = CASE WHEN a.closed_at IS NOT NULL THEN 'closed'
                         WHEN a.until < :now THEN 'over'
                         WHEN a.password IS NULL AND a.ldap = 0
                              AND a.signed_in IS NULL THEN 'invited'
                         ELSE 'open' END)
   AND a.login > :after
 ORDER BY a.login
 LIMIT :limit;

-- name: account_shown_get
-- takes: id int
-- gives: one account_shown (id int, login text, person text?, name text?, email text?, lang text, created int, ends int, closed int?, signed_in int?, password int, factor int, ldap int)
SELECT a.id, a.login, p.code, p.name, a.email, a.lang, a.created, a.until,
       a.closed_at, a.signed_in,
       CASE WHEN a.password IS NULL THEN 0 ELSE 1 END,
       CASE WHEN a.totp IS NULL THEN 0 ELSE 1 END, a.ldap
  FROM account a
  LEFT JOIN person p ON p.id = a.person
 WHERE a.id = :id;

-- name: account_rights
-- takes: id int, all int, account int, today int, powers text
-- gives: many account_right (role text, area text, unit text?, name text?, since int, until int, given id?, sitting id?, seat text?, seat_en text?, body text?)
-- What it has of its own, today or later, as far as it is in sight.
SELECT h.role, h.area, u.code,
       (SELECT f.name FROM unit_fact f
         WHERE f.unit = u.id AND f.since <= :today
         ORDER BY f.since DESC LIMIT 1),
       h.since, h.until, h.given, h.sitting, k.vi, k.en, b.name
  FROM holding h
  LEFT JOIN unit u ON u.id = h.unit
  LEFT JOIN sitting i ON i.id = h.sitting
  LEFT JOIN seat s ON s.id = i.seat
  LEFT JOIN seat_kind k ON k.code = s.kind
  LEFT JOIN body b ON b.id = s.body
 WHERE h.account = :id AND h.until >= :today
   AND @among_seen(h.unit)@
 ORDER BY h.role, u.code, h.since;

-- name: account_places
-- takes: id int, from_ int
-- gives: many account_place (unit id?, role text, area text)
-- Where it has which right on that day or later.
SELECT DISTINCT h.unit, h.role, h.area
  FROM holding h
 WHERE h.account = :id AND h.until >= :from_;

-- name: account_close
-- takes: id int, at int
-- gives: changed
UPDATE account SET closed_at = :at WHERE id = :id AND closed_at IS NULL;

-- name: account_reopen
-- takes: id int
-- gives: changed
UPDATE account SET closed_at = NULL WHERE id = :id AND closed_at IS NOT NULL;

-- name: account_person
-- takes: code text
-- gives: many account_person (id int)
-- The person of a code; of one found twice, the one that was kept.
SELECT COALESCE(p.merged, p.id) FROM person p
 WHERE p.code = :code AND p.erased_at IS NULL;

-- name: account_person_put
-- takes: id int, person id?
-- gives: nothing
UPDATE account SET person = :person WHERE id = :id;

-- name: account_by_mail
-- takes: name text, now int
-- gives: many account_named (id int)
-- Of who forgot: by login, or by mail address, of which there may be several.
SELECT a.id FROM account a
 WHERE (a.login = :name OR LOWER(a.email) = LOWER(:name))
   AND a.closed_at IS NULL AND a.until >= :now
   AND a.email IS NOT NULL AND a.ldap = 0
 LIMIT 5;
