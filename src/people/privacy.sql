-- What the store knows of somebody, and how it forgets.

-- name: privacy_account
-- takes: login text
-- gives: many privacy_account (id int, person id?)
SELECT id, person FROM account WHERE login = :login;

-- name: privacy_account_of
-- takes: person int
-- gives: many privacy_id (id int)
SELECT a.id FROM account a WHERE a.person = :person ORDER BY a.id;

-- name: privacy_person
-- takes: id int
-- gives: one privacy_person (code text, name text, sits int)
SELECT p.code, p.name,
       CASE WHEN EXISTS (SELECT 1 FROM sitting h WHERE h.person = p.id)
            THEN 1 ELSE 0 END
  FROM person p WHERE p.id = :id;

-- name: privacy_login
-- takes: id int
-- gives: one privacy_login (login text, person id?)
SELECT login, person FROM account WHERE id = :id;

-- name: privacy_places
-- takes: person int
-- gives: many privacy_id (id int)
-- The units that somebody belongs to, or belonged to last.
SELECT m.unit FROM membership m
 WHERE m.person = :person
   AND m.until = (SELECT max(l.until) FROM membership l
                   WHERE l.person = :person);

-- name: privacy_busy
-- takes: person int, today int
-- gives: one privacy_busy (belongs text?, sits text?)
-- A unit that somebody belongs to, a body that he or she sits in, today or
-- later.
SELECT (SELECT min(u.code) FROM membership m JOIN unit u ON u.id = m.unit
         WHERE m.person = :person AND m.until >= :today),
       (SELECT min(b.code) FROM sitting h
          JOIN seat s ON s.id = h.seat JOIN body b ON b.id = s.body
          JOIN unit u ON u.id = b.unit
         WHERE h.person = :person AND h.until >= :today
           AND u.until >= :today);

-- name: privacy_facts
-- takes: account int, person int
-- gives: many privacy_fact (n int, field text, value text, place text?, at int?, since int?, until int?)
-- A row a fact, in the order in which they are told; `at` an instant, since
-- and until days.
WITH f (n, field, value, place, at, since, until) AS (
SELECT 10, 'person.code', p.code, CAST(NULL AS TEXT), p.at, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
  FROM person p WHERE p.id = :person
UNION ALL
SELECT 11, 'person.name', p.name, NULL, NULL, NULL, NULL
  FROM person p WHERE p.id = :person
UNION ALL
SELECT 12, 'person.email', p.email, NULL, NULL, NULL, NULL
  FROM person p WHERE p.id = :person AND p.email IS NOT NULL
UNION ALL
SELECT 13, 'person.phone', p.phone, NULL, NULL, NULL, NULL
  FROM person p WHERE p.id = :person AND p.phone IS NOT NULL
UNION ALL
SELECT 20, 'membership.unit', u.code, NULL, NULL, m.since, m.until
  FROM membership m JOIN unit u ON u.id = m.unit WHERE m.person = :person
UNION ALL
SELECT 30, 'sitting.seat', s.kind, b.code, NULL, h.since, h.until
  FROM sitting h JOIN seat s ON s.id = h.seat JOIN body b ON b.id = s.body
 WHERE h.person = :person
UNION ALL
SELECT 35, 'task_holder.person', t.subject, u.code, t.at, t.start, t.due
  FROM task_holder h JOIN task t ON t.id = h.task JOIN unit u ON u.id = t.unit
 WHERE h.person = :person
UNION ALL
SELECT 36, 'visit_member.person', v.subject, u.code, v.at, v.day, v.until
  FROM visit_member m JOIN visit v ON v.id = m.visit JOIN unit u ON u.id = v.unit
 WHERE m.person = :person
UNION ALL
SELECT 40, 'account.login', a.login, NULL, a.created, NULL, NULL
  FROM account a WHERE a.id = :account
UNION ALL
SELECT 41, 'account.email', a.email, NULL, NULL, NULL, NULL
  FROM account a WHERE a.id = :account AND a.email IS NOT NULL
UNION ALL
SELECT 42, 'account.lang', a.lang, NULL, NULL, NULL, NULL
  FROM account a WHERE a.id = :account
UNION ALL
SELECT 43, 'account.password', '*', NULL, NULL, NULL, NULL
  FROM account a WHERE a.id = :account AND a.password IS NOT NULL
UNION ALL
SELECT 44, 'account.totp', '*', NULL, NULL, NULL, NULL
  FROM account a WHERE a.id = :account AND a.totp IS NOT NULL
UNION ALL
SELECT 45, 'recovery_code.hash', '*', NULL, r.used_at, NULL, NULL
  FROM recovery_code r WHERE r.account = :account
UNION ALL
SELECT 46, 'identity.subject', i.subject, i.issuer, i.at, NULL, NULL
  FROM identity i WHERE i.account = :account
UNION ALL
SELECT 50, 'role_grant.role', g.role || '/' || g.area, u.code, NULL, g.since, g.until
  FROM role_grant g LEFT JOIN unit u ON u.id = g.unit
 WHERE g.account = :account
UNION ALL
SELECT 51, 'delegation.to_', b.login, NULL, d.at, d.since, d.until
  FROM delegation d JOIN account b ON b.id = d.to_
 WHERE d.account = :account
UNION ALL
SELECT 52, 'delegation.account', b.login, NULL, d.at, d.since, d.until
  FROM delegation d JOIN account b ON b.id = d.account
 WHERE d.to_ = :account
UNION ALL
SELECT 60, 'session.agent', s.agent, s.from_, s.created, NULL, NULL
  FROM session s WHERE s.account = :account
UNION ALL
SELECT 61, 'device.hash', '*', NULL, d.seen, NULL, NULL
  FROM device d WHERE d.account = :account
UNION ALL
SELECT 62, 'api_token.name', t.name, t.acts, t.at, NULL, NULL
  FROM api_token t WHERE t.account = :account
UNION ALL
SELECT 62, 'feed.name', f.name, f.without, f.at, NULL, NULL
  FROM feed f WHERE f.account = :account
UNION ALL
SELECT 63, 'link_once.what', l.what, NULL, l.at, NULL, NULL
  FROM link_once l WHERE l.account = :account
UNION ALL
SELECT 70, 'notice.en', CASE WHEN a.lang = 'en' THEN n.en ELSE n.vi END, n.link, n.at, NULL, NULL
  FROM notice n JOIN account a ON a.id = n.account
 WHERE n.account = :account
UNION ALL
SELECT 71, 'notice_wish.how', w.how, w.kind, NULL, NULL, NULL
  FROM notice_wish w WHERE w.account = :account
UNION ALL
SELECT 72, 'mail.body', m.subject, m.address, m.at, NULL, NULL
  FROM mail m WHERE m.account = :account
UNION ALL
SELECT 80, 'journal.account', j.act, j.object, j.at, NULL, NULL
  FROM journal j WHERE j.account = :account
)
SELECT n, field, value, place, at, since, until FROM f
 ORDER BY n, at DESC, since DESC, value;

-- name: privacy_forget_account
-- takes: id int, now int
-- gives: changed
UPDATE account
   SET login = 'erased-' || CAST(id AS TEXT), password = NULL, email = NULL,
       totp = NULL, key = NULL, person = NULL,
       closed_at = COALESCE(closed_at, :now)
 WHERE id = :id;

-- name: privacy_forget_person
-- takes: id int, name text, sort blob, folded text, now int?
-- gives: changed
-- Without an instant the person is not gone: contacts only.
UPDATE person
   SET name = :name, sort = :sort, folded = :folded, email = NULL,
       phone = NULL, erased_at = :now,
       key = CASE WHEN CAST(:now AS BIGINT) IS NULL THEN key END
 WHERE id = :id;

-- name: privacy_forget_merged
-- takes: person int
-- gives: nothing
-- Those that were found to be the same have nothing left but their keys.
UPDATE person SET key = NULL WHERE merged = :person;

-- name: privacy_drop_session
-- takes: account int
-- gives: changed
DELETE FROM session WHERE account = :account;

-- name: privacy_drop_device
-- takes: account int
-- gives: changed
DELETE FROM device WHERE account = :account;

-- name: privacy_drop_identity
-- takes: account int
-- gives: changed
DELETE FROM identity WHERE account = :account;

-- name: privacy_drop_code
-- takes: account int
-- gives: changed
DELETE FROM recovery_code WHERE account = :account;

-- name: privacy_drop_link
-- takes: account int
-- gives: changed
DELETE FROM link_once WHERE account = :account;

-- name: privacy_drop_token
-- takes: account int
-- gives: changed
DELETE FROM api_token WHERE account = :account;

-- name: privacy_drop_feed
-- takes: account int
-- gives: changed
DELETE FROM feed WHERE account = :account;

-- name: privacy_drop_notice
-- takes: account int
-- gives: changed
DELETE FROM notice WHERE account = :account;

-- name: privacy_drop_wish
-- takes: account int
-- gives: changed
DELETE FROM notice_wish WHERE account = :account;

-- name: privacy_drop_mail
-- takes: account int
-- gives: changed
DELETE FROM mail WHERE account = :account;

-- name: privacy_drop_desk
-- takes: account int
-- gives: changed
DELETE FROM desk_seen WHERE account = :account;

-- name: privacy_drop_role
-- takes: account int
-- gives: changed
DELETE FROM role_grant WHERE account = :account;

-- name: privacy_drop_standin
-- takes: account int
-- gives: changed
DELETE FROM delegation WHERE account = :account OR to_ = :account;

-- name: privacy_left
-- takes: day int, before int, today int, now int
-- gives: many privacy_id (id int)
-- Who belonged to a unit or sat in a body before that day for the last time
-- (who never did: came before that instant), and has no open account.
SELECT p.id
  FROM person p
 WHERE p.erased_at IS NULL AND p.merged IS NULL AND p.at < :before
   AND NOT EXISTS (SELECT 1 FROM membership m
                    WHERE m.person = p.id AND m.until >= :day)
   AND NOT EXISTS (SELECT 1 FROM sitting h
                     JOIN seat s ON s.id = h.seat
                     JOIN body b ON b.id = s.body
                     JOIN unit u ON u.id = b.unit
                    WHERE h.person = p.id AND h.until >= :day
                      AND (u.until >= :today OR u.until >= :day))
   AND NOT EXISTS (SELECT 1 FROM account a
                    WHERE a.person = p.id AND a.closed_at IS NULL
                      AND a.until >= :now)
 ORDER BY p.id
 LIMIT 500;

-- name: privacy_closed
-- takes: before int
-- gives: many privacy_id (id int)
-- Accounts that were closed, or were over, before that instant.
SELECT a.id FROM account a
 WHERE (a.closed_at < :before OR a.until < :before)
   AND a.login <> 'erased-' || CAST(a.id AS TEXT)
 ORDER BY a.id
 LIMIT 500;

-- name: privacy_sweep_session
-- takes: before int
-- gives: changed
DELETE FROM session WHERE created < :before;

-- name: privacy_sweep_half
-- takes: now int
-- gives: changed
DELETE FROM half_signin WHERE until < :now;

-- name: privacy_sweep_link
-- takes: before int
-- gives: changed
DELETE FROM link_once WHERE until < :before;

-- name: privacy_sweep_device
-- takes: before int
-- gives: changed
DELETE FROM device WHERE seen < :before;

-- name: privacy_sweep_token
-- takes: before int
-- gives: changed
DELETE FROM api_token WHERE until < :before OR ended_at < :before;

-- name: privacy_sweep_feed
-- takes: before int
-- gives: changed
DELETE FROM feed WHERE ended_at < :before;
