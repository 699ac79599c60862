CREATE TABLE "device_states" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"last_seen_at" timestamp (6) with time zone,
	"last_received_at" timestamp (6) with time zone,
	"last_frame_at" timestamp (6) with time zone,
	"verified_at" timestamp (6) with time zone,
	"backlog_oldest" timestamp (6) with time zone,
	"uploads_held_at" timestamp (6) with time zone,
	"backlog_bytes" bigint DEFAULT 0 NOT NULL,
	"clock_offset" bigint,
	"free_disk_bytes" bigint,
	"journal_next" bigint DEFAULT 0 NOT NULL,
	"journal_end" bigint DEFAULT 0 NOT NULL,
	"journal_stated" bigint,
	"checkpoint_seen" bigint,
	"backlog_segments" integer DEFAULT 0 NOT NULL,
	"adopted_segments" integer DEFAULT 0 NOT NULL,
	"broken_hour" integer DEFAULT 0 NOT NULL,
	"broken_uploads" integer DEFAULT 0 NOT NULL,
	"broken_bytes" bigint DEFAULT 0 NOT NULL,
	"state" text,
	"parked" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"picture_problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"journal_lost" "int8multirange" DEFAULT '{}' NOT NULL
) WITH (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "device_states" ADD CONSTRAINT "device_states_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- From here on nobody changes what is copied.
LOCK TABLE devices IN EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO device_states (device_id, last_seen_at, last_received_at, last_frame_at, verified_at, backlog_oldest,
  uploads_held_at, backlog_bytes, clock_offset, free_disk_bytes, journal_next, journal_end, journal_stated,
  checkpoint_seen, backlog_segments, adopted_segments, broken_hour, broken_uploads, broken_bytes, state, parked,
  picture_problems, journal_lost)
SELECT id, last_seen_at, last_received_at, last_frame_at, verified_at, backlog_oldest,
  uploads_held_at, backlog_bytes, clock_offset, free_disk_bytes, journal_next, journal_end, journal_stated,
  checkpoint_seen, backlog_segments, adopted_segments, broken_hour, broken_uploads, broken_bytes, state, parked,
  picture_problems, journal_lost
FROM devices;
--> statement-breakpoint
-- A device is never without its state, whoever enrols it: also the release before.
CREATE FUNCTION make_device_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO device_states (device_id) VALUES (NEW.id);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER devices_make_state AFTER INSERT ON devices
  FOR EACH ROW EXECUTE FUNCTION make_device_state();
--> statement-breakpoint
-- The columns that moved stay for the release before, which reads and writes them in vain for as long as
-- its last node runs, and go with the next. Only journals must not be kept in two places: an upload that was
-- under way by the functions of before is refused, and sent again.
CREATE TRIGGER devices_journal_has_moved BEFORE UPDATE OF journal_next, journal_lost ON devices
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The first index from `start` on that is not held, and may still come.
CREATE OR REPLACE FUNCTION end_of_run(of_device uuid, start bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT missing FROM (
    SELECT start AS missing
    UNION ALL
    SELECT index + 1 FROM journal_entries WHERE device_id = of_device AND index >= start
    UNION ALL
    SELECT upper(lost) FROM device_states, unnest(journal_lost) lost
    WHERE device_id = of_device AND upper(lost) > start
  ) candidates
  WHERE NOT EXISTS (
    SELECT FROM journal_entries WHERE device_id = of_device AND index = missing
  ) AND NOT EXISTS (
    SELECT FROM device_states WHERE device_id = of_device AND journal_lost @> missing
  )
  ORDER BY missing LIMIT 1
$$;
--> statement-breakpoint
-- Takes an entry into the journal of its device, whose state stays locked until the transaction ends: one
-- entry of a device at a time. The outcome is `taken`; or `known`, or why not, and then nothing has
-- changed. `busy`: somebody else holds the journal, and `can_wait` is false. `footage_to`: the end of the
-- footage that was proved with it.
CREATE OR REPLACE FUNCTION append_entry(
  entry journal_entries,
  can_wait boolean,
  is_plausible boolean,
  most_ahead bigint,
  footage_to timestamptz,
  OUT outcome text,
  OUT awaited bigint
) LANGUAGE plpgsql AS $$
DECLARE
  device record;
  near record;
  next bigint;
BEGIN
  IF can_wait THEN
    SELECT s.journal_next, s.journal_end, s.journal_lost @> entry.index AS is_lost
      INTO device FROM device_states s WHERE s.device_id = entry.device_id FOR NO KEY UPDATE;
  ELSE
    SELECT s.journal_next, s.journal_end, s.journal_lost @> entry.index AS is_lost
      INTO device FROM device_states s WHERE s.device_id = entry.device_id FOR NO KEY UPDATE SKIP LOCKED;
  END IF;
  IF NOT FOUND THEN
    outcome := CASE WHEN can_wait THEN 'revoked' ELSE 'busy' END;
    RETURN;
  END IF;
  awaited := device.journal_end;
  -- Who revokes a device locks its state first: it is seen here, or waits for this entry.
  IF EXISTS (SELECT FROM devices d WHERE d.id = entry.device_id AND d.revoked_at IS NOT NULL) THEN
    outcome := 'revoked';
    RETURN;
  END IF;
  FOR near IN
    SELECT e.index, e.hash, e.prev FROM journal_entries e
    WHERE e.device_id = entry.device_id AND e.index BETWEEN entry.index - 1 AND entry.index + 1
  LOOP
    IF near.index = entry.index THEN
      outcome := CASE WHEN near.hash = entry.hash THEN 'known' ELSE 'fork' END;
      RETURN;
    ELSIF near.index < entry.index AND near.hash <> entry.prev THEN
      outcome := 'follows-another';
    ELSIF near.index > entry.index AND near.prev <> entry.hash AND outcome IS NULL THEN
      outcome := 'is-not-followed';
    END IF;
  END LOOP;
  -- The first entry follows 32 zero bytes.
  IF entry.index = 0 AND entry.prev <> decode(repeat('00', 32), 'hex') THEN
    outcome := 'follows-another';
  END IF;
  IF outcome IS NULL AND (NOT is_plausible OR entry.index >= device.journal_end + most_ahead) THEN
    outcome := 'implausible';
  END IF;
  IF outcome IS NULL AND device.is_lost THEN
    outcome := 'lost';
  END IF;
  IF outcome IS NOT NULL THEN
    RETURN;
  END IF;
  next := CASE
    WHEN entry.index > device.journal_next THEN device.journal_next
    WHEN device.journal_end <= device.journal_next THEN entry.index + 1
    -- A hole is filled, and entries beyond it are known: up to the next hole.
    ELSE end_of_run(entry.device_id, entry.index + 1)
  END;
  INSERT INTO journal_entries
    (device_id, index, recorded_at, received_at, kind, hash, prev, statement, receipt)
  VALUES (entry.device_id, entry.index, entry.recorded_at, entry.received_at, entry.kind, entry.hash,
    entry.prev, entry.statement, entry.receipt);
  UPDATE device_states s SET
    journal_next = next,
    journal_end = greatest(s.journal_end, entry.index + 1),
    last_received_at = entry.received_at,
    -- Footage that comes late makes no device look older.
    verified_at = greatest(s.verified_at, footage_to)
  WHERE s.device_id = entry.device_id;
  outcome := 'taken';
END
$$;
