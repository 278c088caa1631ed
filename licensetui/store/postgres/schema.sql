-- licensetui on PostgreSQL, format 1. %schema% stands for the name of the schema, %documents% for
-- the number of the schema that the documents follow.
CREATE SCHEMA %schema%;
SET LOCAL search_path = %schema%, pg_temp;

CREATE TABLE head (                      -- one row: what stands in the meta table of a file
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  format int NOT NULL,                   -- number of this layout
  schema int NOT NULL,                   -- number of the schema that the documents follow
  generation bigint NOT NULL DEFAULT 0,  -- number of the last change
  rewritten bigint NOT NULL DEFAULT 0,   -- how often the owner rewrote what sessions may have read
  begun text NOT NULL DEFAULT '',        -- moment of the first change, the same in every copy
  next json NOT NULL DEFAULT '{}',       -- next id by kind
  moved text NOT NULL DEFAULT ''         -- where it has moved to; then nothing is saved here
);

-- What is. `json` keeps the very bytes that stand in a file; jsonb would change them.
CREATE TABLE record (
  kind text NOT NULL CHECK (kind <> 'meta'),  -- a file has its head there
  id bigint NOT NULL CHECK (id > 0),
  generation bigint NOT NULL,            -- the change that made it so
  document json,                         -- NULL: removed
  PRIMARY KEY (kind, id)
);
CREATE INDEX record_generation ON record (generation);

-- What was: any earlier state can be had again.
CREATE TABLE version (
  kind text NOT NULL,
  id bigint NOT NULL,
  generation bigint NOT NULL,
  document json,                         -- NULL: it was removed then
  PRIMARY KEY (kind, id, generation)
);

CREATE TABLE history (                   -- every confirmed change
  number bigint PRIMARY KEY,
  base bigint NOT NULL,                  -- the generation before; only a file left out numbers
  at timestamptz NOT NULL,
  by text NOT NULL,                      -- the user of the database
  via text NOT NULL,                     -- the user of the machine
  change uuid NOT NULL UNIQUE,           -- by which a try whose answer was lost is found again
  ids json NOT NULL,                     -- final ids of new records by those they had in the change
  backup text NOT NULL CHECK (backup ~ '^[a-z]*$'),  -- why the state before it is worth a backup
  line json NOT NULL CHECK (line::text LIKE '{"%}')  -- the rest of the line in that of a file
);

-- Each look for changes that are set aside finds that there are none.
CREATE INDEX history_aside ON history (number) WHERE base <> number - 1;

-- Names for generations.
CREATE TABLE backup (
  name text PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9-]+$'),
  at timestamptz NOT NULL CHECK (at < '9999-01-01'),
  generation bigint NOT NULL,
  reason text NOT NULL,
  by text NOT NULL
);

-- The server's statistics have no names of people, which nobody could take out of them again.
ALTER TABLE history ALTER by SET STATISTICS 0, ALTER via SET STATISTICS 0;
ALTER TABLE backup ALTER by SET STATISTICS 0;

CREATE TABLE sent (                      -- what reminder mails have told
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  line json NOT NULL CHECK (json_typeof(line) = 'object')
);

CREATE TABLE exported (                  -- uids of events that calendars were given
  uid text PRIMARY KEY,
  at timestamptz NOT NULL CHECK (at < '9999-01-01')
);

INSERT INTO head (format, schema) VALUES (1, %documents%);

-- The one door. One statement is one transaction and one round trip, and no lock outlives it, so
-- that a client that hangs is in nobody's way. Whoever may execute it cannot leave out the history,
-- nor say that it was somebody else.
CREATE FUNCTION save(
    base bigint, change uuid, schema int, kinds text[], ids bigint[], documents text[],
    next json, issued json, line json, backup text, via text)
  RETURNS TABLE (number bigint, outcome text, given json, begun text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = %schema%, pg_temp AS $$
#variable_conflict use_column
DECLARE
  h head;
  known history;
  moment timestamptz;
BEGIN
  SELECT * INTO STRICT h FROM head FOR UPDATE;   -- waits for the end of a broken try, too
  SELECT * INTO known FROM history WHERE change = save.change;
  IF FOUND THEN
    RETURN QUERY SELECT known.number, 'known', known.ids, h.begun;
    RETURN;
  END IF;
  IF h.generation <> base OR h.moved <> '' OR h.schema <> save.schema THEN
    RETURN QUERY SELECT h.generation, 'stale', NULL::json, h.begun;
    RETURN;
  END IF;
  IF EXISTS (                                    -- no id is given to two records
      SELECT FROM json_each_text(save.next) n FULL JOIN json_each_text(h.next) o USING (key)
      WHERE n.value IS NULL OR n.value::bigint < coalesce(o.value::bigint, 1)) THEN
    RAISE EXCEPTION 'an id would be given again';
  END IF;
  moment := clock_timestamp();
  IF h.begun = '' THEN
    h.begun := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"');
  END IF;
  INSERT INTO version
    SELECT r.kind, r.id, r.generation, r.document
    FROM record r JOIN unnest(save.kinds, save.ids) u(kind, id) USING (kind, id);
  INSERT INTO record
    SELECT u.kind, u.id, base + 1, u.document::json
    FROM unnest(save.kinds, save.ids, save.documents) u(kind, id, document)
    ON CONFLICT (kind, id)
    DO UPDATE SET generation = excluded.generation, document = excluded.document;
  IF EXISTS (                                    -- none is left out, or they would be at an end
      SELECT FROM json_each_text(save.next) n LEFT JOIN json_each_text(h.next) o USING (key)
      WHERE n.value::bigint > coalesce(o.value::bigint, 1)
        + (SELECT count(*) FROM unnest(save.kinds) k WHERE k = n.key))
    OR EXISTS (
      SELECT FROM unnest(save.kinds, save.ids) u(kind, id)
        LEFT JOIN json_each_text(save.next) n ON n.key = u.kind
      WHERE u.id >= coalesce(n.value::bigint, 1)) THEN
    RAISE EXCEPTION 'an id would be left out';
  END IF;
  INSERT INTO history VALUES (base + 1, base, moment, session_user, save.via, save.change, save.issued,
    save.backup, save.line);
  UPDATE head SET generation = base + 1, next = save.next, begun = h.begun;
  PERFORM pg_notify('licensetui_%schema%', (base + 1)::text);
  RETURN QUERY SELECT base + 1, 'saved', save.issued, h.begun;
END $$;
REVOKE ALL ON FUNCTION save FROM PUBLIC;

-- What became of a change whose answer was lost. Waits for a try that still runs.
CREATE FUNCTION outcome(change uuid) RETURNS TABLE (number bigint, given json)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = %schema%, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM head FOR UPDATE;
  RETURN QUERY SELECT number, ids FROM history WHERE change = outcome.change;
END $$;
REVOKE ALL ON FUNCTION outcome FROM PUBLIC;

-- What is noted beside the records comes in by doors, too; into a portfolio that has moved, nothing.
CREATE FUNCTION check_open() RETURNS void LANGUAGE plpgsql SET search_path = %schema%, pg_temp AS $$
DECLARE
  there text;
BEGIN
  SELECT moved INTO STRICT there FROM head FOR SHARE;
  IF there <> '' THEN
    RAISE EXCEPTION 'it has moved to %', there;
  END IF;
END $$;
REVOKE ALL ON FUNCTION check_open FROM PUBLIC;

-- A line of `sent`; NULL only asks whether one could be noted.
CREATE FUNCTION note_sent(line json) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = %schema%, pg_temp AS $$
BEGIN
  PERFORM check_open();
  INSERT INTO sent (line) SELECT note_sent.line WHERE note_sent.line IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION note_sent FROM PUBLIC;

CREATE FUNCTION note_exported(uids text[], at timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = %schema%, pg_temp AS $$
BEGIN
  PERFORM check_open();
  INSERT INTO exported SELECT u, note_exported.at FROM unnest(note_exported.uids) u
    ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION note_exported FROM PUBLIC;

-- A name for the present generation.
CREATE FUNCTION keep_backup(name text, at timestamptz, generation bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = %schema%, pg_temp AS $$
BEGIN
  PERFORM check_open();
  INSERT INTO backup VALUES (keep_backup.name, keep_backup.at, keep_backup.generation, 'manual',
    session_user);
END $$;
REVOKE ALL ON FUNCTION keep_backup FROM PUBLIC;
