-- Files that people add to what they hand in, in parts, so that none is ever
-- whole in memory.

CREATE TABLE file (
	id    @ID@,
	type  TEXT NOT NULL,    -- by its content, of the table in src/core/file.c
	size  @INT@ NOT NULL,   -- bytes
	hash  @BLOB@ NOT NULL   -- BLAKE2b of 32 bytes
) @STRICT@;

CREATE TABLE file_part (
	file   @INT@ NOT NULL REFERENCES file (id) ON DELETE CASCADE,
	n      @INT@ NOT NULL,  -- from 0
	bytes  @BLOB@ NOT NULL,
	PRIMARY KEY (file, n)
) @STRICT@;

-- A file where it was added. Versions share the file they have in common.
CREATE TABLE attachment (
	id       @ID@,
	place    TEXT NOT NULL,    -- of what kind the owner is: return ...
	owner    @INT@ NOT NULL,   -- of a return: as accepted.id
	version  @INT@ NOT NULL,   -- of the owner; 0: its draft
	file     @INT@ NOT NULL REFERENCES file (id),
	name     TEXT NOT NULL,    -- as it is shown and kept
	at       @INT@ NOT NULL,
	account  @INT@
) @STRICT@;
CREATE INDEX attachment_owner ON attachment (place, owner, version, id);
CREATE INDEX attachment_file ON attachment (file);
