-- Notices, and how people wish to be told.

-- part: untold(account)
NOT EXISTS (SELECT 1 FROM notice n
             WHERE n.account = @account@ AND n.kind = :kind
               AND n.link = :link AND n.en = :en AND n.seen_at IS NULL)
-- end

-- name: notice_unit
-- takes: unit int, roles text, but int, kind text, link text, en text, today int, now int
-- gives: many notice_person (account int, lang text, email text?, how text?)
-- Who has one of the roles at the unit and was not told the same.
SELECT DISTINCT a.id, a.lang, a.email, w.how
  FROM authority g
  JOIN account a ON a.id = g.account AND a.until >= :now
   AND a.closed_at IS NULL
  LEFT JOIN notice_wish w ON w.account = a.id AND w.kind = :kind
 WHERE g.unit = :unit AND :today BETWEEN g.since AND g.until
   AND :roles LIKE '%,' || g.power || ',%'
   AND a.id <> :but
   AND @untold(a.id)@
 ORDER BY a.id;

-- name: notice_account
-- takes: account int, kind text, link text, en text, now int
-- gives: many notice_person (account int, lang text, email text?, how text?)
SELECT a.id, a.lang, a.email, w.how
  FROM account a
  LEFT JOIN notice_wish w ON w.account = a.id AND w.kind = :kind
 WHERE a.id = :account AND a.until >= :now AND a.closed_at IS NULL
   AND @untold(a.id)@;

-- name: notice_office
-- takes:
-- gives: one notice_office (smtp text?, from_ text?, title text?, base_url text?)
-- The settings that a mail is written with.
SELECT (SELECT value FROM setting WHERE name = 'smtp-url'),
       (SELECT value FROM setting WHERE name = 'mail-from'),
       (SELECT value FROM setting WHERE name = 'title'),
       (SELECT value FROM setting WHERE name = 'base-url');

-- name: notice_add
-- takes: account int, kind text, link text, vi text, en text, words text, at int, digest int
-- gives: bulk notice_new
INSERT INTO notice (account, kind, link, vi, en, words, at, digest)
VALUES (:account, :kind, :link, :vi, :en, :words, :at, :digest)
    ON CONFLICT (account, kind, link, en) WHERE seen_at IS NULL DO NOTHING;

-- name: notice_list
-- takes: account int, offset int
-- gives: many notice_row (id int, kind text, link text, vi text, en text, words text, at int, seen int)
-- New ones first; 101 tell whether there are more than 100.
SELECT id, kind, link, vi, en, words, at,
       CASE WHEN seen_at IS NULL THEN 0 ELSE 1 END
  FROM notice
 WHERE account = :account
 ORDER BY CASE WHEN seen_at IS NULL THEN 0 ELSE 1 END, at DESC, id DESC
 LIMIT 101 OFFSET :offset;

-- name: notice_unseen
-- takes: account int
-- gives: one notice_count (n int)
SELECT CAST(count(*) AS BIGINT) FROM notice
 WHERE account = :account AND seen_at IS NULL;

-- name: notice_link
-- takes: id int, account int
-- gives: one notice_link (link text)
SELECT link FROM notice WHERE id = :id AND account = :account;

-- name: notice_see
-- takes: id int, account int, now int
-- gives: nothing
UPDATE notice SET seen_at = :now, digest = 0
 WHERE id = :id AND account = :account AND seen_at IS NULL;

-- name: notice_see_all
-- takes: account int, upto int, now int
-- gives: nothing
UPDATE notice SET seen_at = :now, digest = 0
 WHERE account = :account AND seen_at IS NULL AND id <= :upto;

-- name: notice_wishes
-- takes: account int
-- gives: many notice_wish (kind text, how text)
SELECT kind, how FROM notice_wish WHERE account = :account;

-- name: notice_wish_put
-- takes: account int, kind text, how text
-- gives: nothing
INSERT INTO notice_wish (account, kind, how) VALUES (:account, :kind, :how)
    ON CONFLICT (account, kind) DO UPDATE SET how = excluded.how;

-- name: digest_accounts
-- takes: before int
-- gives: many digest_account (account int, lang text, email text?)
SELECT a.id, a.lang, a.email
  FROM account a
 WHERE a.id IN (SELECT n.account FROM notice n
                 WHERE n.digest = 1 AND n.at < :before)
 ORDER BY a.id
 LIMIT 100;

-- name: digest_notices
-- takes: account int, before int
-- gives: many digest_notice (id int, link text, vi text, en text)
-- Taken from those that wait, whoever else does the same.
UPDATE notice SET digest = 0
 WHERE account = :account AND digest = 1 AND at < :before
RETURNING id, link, vi, en;

-- name: notice_sweep
-- takes: before int
-- gives: changed
DELETE FROM notice WHERE seen_at < :before;
