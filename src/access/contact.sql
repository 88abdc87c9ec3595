-- part: contact()
SELECT u.code AS unit, a.login, a.email
  FROM unit u
  JOIN authority g ON g.unit = u.id
  JOIN account a ON a.id = g.account
 WHERE :today BETWEEN g.since AND g.until AND a.until >= :now
   AND :roles LIKE '%,' || g.power || ',%'
-- end

-- name: contact_list (sqlite)
-- takes: units text, today int, now int, roles text
-- gives: many contact_row (unit text, login text, email text?)
-- Of units whose codes are given as a list in JSON.
@contact()@
   AND u.code IN (SELECT value FROM json_each(:units))
 ORDER BY u.code, a.login;

-- name: contact_list (pg)
-- takes: units text, today int, now int, roles text
-- gives: many contact_row (unit text, login text, email text?)
@contact()@
   AND u.code IN (SELECT json_array_elements_text(CAST(:units AS JSON)))
 ORDER BY u.code, a.login;
