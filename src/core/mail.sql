-- The outbox.

-- name: mail_add
-- takes: account id?, address text, subject text, body text, token text, at int
-- gives: bulk mail_new
INSERT INTO mail (account, address, subject, body, token, state, tries,
                  next_at, why, at)
VALUES (:account, :address, :subject, :body, :token, 'queued', 0, :at, '', :at);

-- name: mail_due
-- takes: now int
-- gives: many mail_due (id int)
-- Whether there is anything to send at all.
SELECT id FROM mail
 WHERE state IN ('queued', 'sending') AND next_at <= :now
 LIMIT 1;

-- name: mail_claim
-- takes: now int, until int, most int
-- gives: many mail_row (id int, address text, subject text, body text, token text, tries int, at int)
-- Takes mails to send; whoever else does the same takes others. What is not
-- marked until then was lost on the way, and is due again.
UPDATE mail SET state = 'sending', next_at = :until
 WHERE id IN (SELECT id FROM mail
               WHERE state IN ('queued', 'sending') AND next_at <= :now
               ORDER BY next_at, id
               LIMIT :most)
   AND state IN ('queued', 'sending') AND next_at <= :now
RETURNING id, address, subject, body, token, tries, at;

-- name: mail_mark
-- takes: id int, state text, tries int, next_at int, why text
-- gives: nothing
-- Of what was sent the text goes: it may hold a link of one use.
UPDATE mail SET state = :state, tries = :tries, next_at = :next_at, why = :why,
       body = CASE WHEN CAST(:state AS TEXT) = 'sent' THEN '' ELSE body END
 WHERE id = :id AND state = 'sending';

-- name: mail_again
-- takes: id int, now int
-- gives: changed
UPDATE mail SET state = 'queued', tries = 0, next_at = :now
 WHERE id = :id AND state = 'failed';

-- name: mail_counts
-- takes:
-- gives: one mail_counts (queued int, failed int, sent int)
SELECT CAST(count(*) FILTER (WHERE state IN ('queued', 'sending')) AS BIGINT),
       CAST(count(*) FILTER (WHERE state = 'failed') AS BIGINT),
       CAST(count(*) FILTER (WHERE state = 'sent') AS BIGINT)
  FROM mail;

-- name: mail_list
-- takes: state text
-- gives: many mail_shown (id int, address text, subject text, state text, tries int, next_at int, why text, at int)
-- '': all that are not sent.
SELECT id, address, subject, state, tries, next_at, why, at
  FROM mail
 WHERE state = :state OR (:state = '' AND state <> 'sent')
 ORDER BY CASE WHEN state = 'failed' THEN 0 ELSE 1 END, id DESC
 LIMIT 200;

-- name: mail_sweep
-- takes: before int
-- gives: changed
DELETE FROM mail WHERE state = 'sent' AND at < :before;
