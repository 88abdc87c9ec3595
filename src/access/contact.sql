-- part: contact()
SELECT u.code AS unit, a.id, a.login, a.lang, a.email, w.how
  FROM unit u
  JOIN authority g ON g.unit = u.id
  JOIN account a ON a.id = g.account
  LEFT JOIN notice_wish w ON w.account = a.id AND w.kind = :kind
 WHERE :today BETWEEN g.since AND g.until
   AND a.until >= :now AND a.closed_at IS NULL
   AND :powers LIKE '%,' || g.power || ',%'
-- end

-- name: contact_list (sqlite)
-- takes: units text, kind text, today int, now int, powers text
-- gives: many contact_row (unit text, account int, login text, lang text, email text?, how text?)
-- Of units whose codes are given as a list in JSON; a row for each right.
@contact()@
   AND u.code IN (SELECT value FROM json_each(:units))
 ORDER BY u.code, a.login;

-- name: contact_list (pg)
-- takes: units text, kind text, today int, now int, powers text
-- gives: many contact_row (unit text, account int, login text, lang text, email text?, how text?)
@contact()@
   AND u.code IN (SELECT json_array_elements_text(CAST(:units AS JSON)))
 ORDER BY u.code, a.login;
