-- Which number comes next: rules, terms of office, and runs of numbers.

-- name: number_next
-- takes: unit int, what text, span int, first int
-- gives: one number_taken (series int, n int)
-- Whoever takes the next one waits until this one is kept or given back.
INSERT INTO number_series (unit, what, span, last)
VALUES (:unit, :what, :span, :first)
ON CONFLICT (unit, what, span) DO UPDATE SET last = number_series.last + 1
RETURNING id, last;

-- name: number_reach
-- takes: unit int, what text, span int, n int
-- gives: one number_reached (series int)
-- A number that was given elsewhere is not given again.
INSERT INTO number_series (unit, what, span, last)
VALUES (:unit, :what, :span, :n)
ON CONFLICT (unit, what, span) DO UPDATE
   SET last = CASE WHEN number_series.last < :n THEN :n
                   ELSE number_series.last END
RETURNING id;

-- name: number_last
-- takes: rule int, unit int, span int, first int, until int
-- gives: one number_last (n int)
-- The highest that documents of the kinds of a rule had before it.
SELECT COALESCE(MAX(x.n), 0)
  FROM (SELECT d.number AS n
          FROM document d
         WHERE d.issuer = :unit AND d.series IS NOT NULL
           AND d.day BETWEEN :first AND :until
           AND d.kind IN (SELECT kind FROM numbering_kind
                           WHERE numbering = :rule)
        UNION ALL
        SELECT s.last
          FROM number_series s
         WHERE s.unit = :unit AND s.span = :span
           AND (s.what IN (SELECT 'kind ' || k.kind FROM numbering_kind k
                            WHERE k.numbering = :rule)
                OR s.what IN (SELECT 'rule ' || CAST(o.numbering AS TEXT)
                                FROM numbering_kind k
                                JOIN numbering_kind o ON o.kind = k.kind
                               WHERE k.numbering = :rule))) x;

-- name: numbering_rule
-- takes: unit int, kind text
-- gives: one numbering_rule (id int, per text, format text, abbr text)
SELECT r.id, r.per, r.format, r.abbr
  FROM numbering r JOIN numbering_kind k ON k.numbering = r.id
 WHERE r.unit = :unit AND k.kind = :kind AND r.ended_at IS NULL
 ORDER BY r.id DESC
 LIMIT 1;

-- name: office_term_on
-- takes: unit int, day int
-- gives: one office_term_on (name text, since int, next int?)
SELECT t.name, t.since,
       (SELECT MIN(o.since) FROM office_term o
         WHERE o.unit = t.unit AND o.since > t.since)
  FROM office_term t
 WHERE t.unit = :unit AND t.since <= :day
 ORDER BY t.since DESC
 LIMIT 1;

-- name: numbering_put
-- takes: unit int, per text, format text, abbr text, now int, account id?
-- gives: one numbering_id (id int)
INSERT INTO numbering (unit, per, format, abbr, at, account)
VALUES (:unit, :per, :format, :abbr, :now, :account)
RETURNING id;

-- name: numbering_kind_put
-- takes: numbering int, kind text
-- gives: nothing
INSERT INTO numbering_kind (numbering, kind) VALUES (:numbering, :kind)
ON CONFLICT (numbering, kind) DO NOTHING;

-- name: numbering_hold
-- takes: unit int
-- gives: one numbering_held (id int)
-- Rules of a unit are made one after the other.
SELECT id FROM unit WHERE id = :unit @LOCK@;

-- name: numbering_get
-- takes: id int
-- gives: one numbering_row (id int, unit int, code text, name text, per text, format text, abbr text, at int, ended_at int?)
SELECT r.id, r.unit, u.code, f.name, r.per, r.format, r.abbr,
       r.at, r.ended_at
  FROM numbering r
  JOIN unit u ON u.id = r.unit
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 WHERE r.id = :id;

-- name: numbering_list
-- takes: unit id?, all int, account int, today int, powers text
-- gives: many numbering_row (id int, unit int, code text, name text, per text, format text, abbr text, at int, ended_at int?)
SELECT r.id, r.unit, u.code, f.name, r.per, r.format, r.abbr,
       r.at, r.ended_at
  FROM numbering r
  JOIN unit u ON u.id = r.unit
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 WHERE (:unit IS NULL OR r.unit = :unit) AND @among_seen(r.unit)@
 ORDER BY f.sort, r.id;

-- name: numbering_kinds
-- takes: numbering int
-- gives: many numbering_kind (kind text)
SELECT k.kind
  FROM numbering_kind k JOIN document_kind t ON t.code = k.kind
 WHERE k.numbering = :numbering
 ORDER BY t.rank, t.code;

-- name: numbering_series
-- takes: unit int, what text
-- gives: many numbering_series (span int, last int)
SELECT span, last FROM number_series
 WHERE unit = :unit AND what = :what
 ORDER BY span;

-- name: numbering_end
-- takes: id int, now int
-- gives: changed
UPDATE numbering SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: office_term_put
-- takes: unit int, name text, since int
-- gives: changed
INSERT INTO office_term (unit, name, since) VALUES (:unit, :name, :since)
ON CONFLICT (unit, since) DO NOTHING;

-- name: office_term_list
-- takes: unit id?, all int, account int, today int, powers text
-- gives: many office_term_row (id int, code text, unit_name text, name text, since int)
SELECT t.id, u.code, f.name, t.name, t.since
  FROM office_term t
  JOIN unit u ON u.id = t.unit
  JOIN unit_fact f ON f.unit = u.id AND f.until = u.until
 WHERE (:unit IS NULL OR t.unit = :unit) AND @among_seen(t.unit)@
 ORDER BY f.sort, u.code, t.since;
