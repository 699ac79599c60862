CREATE TABLE "journal_packs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_packs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" uuid NOT NULL,
	"first_index" bigint NOT NULL,
	"last_index" bigint NOT NULL,
	"object" text NOT NULL,
	"first_byte" integer NOT NULL,
	"end_byte" integer NOT NULL,
	"entries" integer NOT NULL,
	"packed_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "journal_entries" ALTER COLUMN "statement" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "journal_entries" ALTER COLUMN "receipt" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "journal_entries" ADD COLUMN "pack_id" bigint;--> statement-breakpoint
ALTER TABLE "journal_entries" ADD COLUMN "leaf" "bytea";
--> statement-breakpoint
-- From here on by hand. A journal's old months, without the texts of their entries, are made here beside
-- the table, and take the place of the full ones when all is proven; those stay here for some days.
-- Nobody but the owner may so much as look into it.
CREATE SCHEMA "packing";
--> statement-breakpoint
CREATE TABLE "packing"."months" (
	"month" timestamptz PRIMARY KEY NOT NULL,
	-- What was received before that had all been copied when the copying ended.
	"settled_to" timestamptz,
	"packed_at" timestamptz
);
--> statement-breakpoint
-- To there every entry is under a checkpoint, and none is still to come.
CREATE FUNCTION journal_covered_to() RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
RETURN least(
  (SELECT closed_to FROM public.journal_closing),
  (SELECT max(stretch_to) FROM public.checkpoints));
--> statement-breakpoint
CREATE FUNCTION journal_month_name(month timestamptz) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
RETURN 'journal_entries' || to_char(month, '"_y"YYYY"m"MM');
--> statement-breakpoint
-- The months that can be packed: over, covered, and not so late that make_months would make them anew.
CREATE FUNCTION journal_months_to_pack() RETURNS SETOF timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
AS $$
  SELECT each.month
  FROM generate_series(
    date_trunc('month', now()) - interval '10 years',
    date_trunc('month', now()) - interval '2 months', interval '1 month') each(month)
  WHERE each.month + interval '1 month' <= public.journal_covered_to()
    AND NOT EXISTS (
      SELECT FROM packing.months done WHERE done.month = each.month AND done.packed_at IS NOT NULL)
    AND EXISTS (
      SELECT FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = 'public.journal_entries'::regclass
        AND child.relname = public.journal_month_name(each.month))
  ORDER BY each.month
$$;
--> statement-breakpoint
CREATE FUNCTION begin_packing(month timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
SET lock_timeout = '1s'
AS $$
DECLARE
  name text := public.journal_month_name(month) || '_packed';
BEGIN
  PERFORM pg_advisory_xact_lock(7426007);
  IF NOT month IN (SELECT public.journal_months_to_pack()) THEN
    RAISE EXCEPTION 'the journals of % are not to be packed', month USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO packing.months (month) VALUES (month) ON CONFLICT DO NOTHING;
  IF to_regclass('packing.' || name) IS NULL THEN
    EXECUTE format('create table packing.%I (like public.journal_entries including all)', name);
    EXECUTE format('alter table packing.%I add constraint in_month check (recorded_at >= %L and recorded_at < %L)',
      name, month, month + interval '1 month');
  END IF;
END
$$;
--> statement-breakpoint
-- The next entries of a month to pack, by device and index: those of segments, which are nearly all. The
-- others stay whole, for their texts are read at every look at a day.
CREATE FUNCTION entries_to_pack(month timestamptz, after_device uuid, after_index bigint, most integer)
RETURNS TABLE (device_id uuid, index bigint, hash bytea, statement text, receipt text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'select e.device_id, e.index, e.hash, e.statement, e.receipt from public.%I e
     where (e.device_id, e.index) > ($1, $2) and e.kind = ''segment'' and e.received_at < public.journal_covered_to()
       and e.statement is not null and sha256(convert_to(e.statement, ''UTF8'')) = e.hash
       and not exists (select from packing.%I p
         where p.device_id = e.device_id and p.index = e.index and p.recorded_at = e.recorded_at)
     order by e.device_id, e.index limit $3',
    public.journal_month_name(month), public.journal_month_name(month) || '_packed')
  USING after_device, after_index, most;
END
$$;
--> statement-breakpoint
-- Notes where the texts of these entries lie. Each is looked at: it is what its device signed, by its
-- hash, a checkpoint covers it, and it was not packed before. All of them, or none.
CREATE FUNCTION pack_journal_entries(
  month timestamptz, device uuid, first_index bigint, last_index bigint, hashes bytea[],
  object text, first_byte integer, end_byte integer
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
  pack bigint;
  packed bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7426007);
  INSERT INTO public.journal_packs
    (device_id, first_index, last_index, object, first_byte, end_byte, entries, packed_at)
    VALUES (device, first_index, last_index, object, first_byte, end_byte, cardinality(hashes), now())
    RETURNING id INTO pack;
  EXECUTE format(
    'insert into packing.%I (device_id, index, recorded_at, received_at, kind, hash, prev, pack_id, leaf)
     select e.device_id, e.index, e.recorded_at, e.received_at, e.kind, e.hash, e.prev, $1,
       sha256(''\x00''::bytea || convert_to(e.statement, ''UTF8''))
     from public.%I e
     where e.device_id = $2 and e.index between $4 and $5 and e.hash = any($3) and e.kind = ''segment'' and e.received_at < public.journal_covered_to()
       and sha256(convert_to(e.statement, ''UTF8'')) = e.hash',
    public.journal_month_name(month) || '_packed', public.journal_month_name(month))
  USING pack, device, hashes, first_index, last_index;
  GET DIAGNOSTICS packed = ROW_COUNT;
  IF packed <> cardinality(hashes) THEN
    RAISE EXCEPTION '% of % entries can be packed', packed, cardinality(hashes)
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN pack;
END
$$;
--> statement-breakpoint
-- Copies what is left whole: what came late, and what is not as its device signed it.
CREATE FUNCTION copy_unpacked_entries(month timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
  -- Read before the copying: all that was received until then is there to be copied.
  settled timestamptz := public.journal_covered_to();
  copied bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7426007);
  EXECUTE format('insert into packing.%I select e.* from public.%I e on conflict do nothing',
    public.journal_month_name(month) || '_packed', public.journal_month_name(month));
  GET DIAGNOSTICS copied = ROW_COUNT;
  UPDATE packing.months done SET settled_to = settled WHERE done.month = copy_unpacked_entries.month;
  RETURN copied;
END
$$;
--> statement-breakpoint
-- Puts the packed month in the place of the full one, which stays for a week. Whoever is uploading
-- waits for some milliseconds; if others hold the table, it fails at once and may be tried again.
CREATE FUNCTION finish_packing(month timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
SET lock_timeout = '200ms'
AS $$
DECLARE
  name text := public.journal_month_name(month);
  settled timestamptz;
  missing boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(7426002);
  PERFORM pg_advisory_xact_lock(7426007);
  SELECT settled_to INTO settled FROM packing.months ready
    WHERE ready.month = finish_packing.month AND ready.packed_at IS NULL FOR UPDATE;
  IF settled IS NULL THEN
    RAISE EXCEPTION 'the journals of % are not copied', month USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format(
    'select exists (select from public.%I e where received_at < $1 and not exists (
       select from packing.%I p
       where p.device_id = e.device_id and p.index = e.index and p.recorded_at = e.recorded_at))',
    name, name || '_packed') INTO missing USING settled;
  IF missing THEN
    RAISE EXCEPTION 'entries of % are missing from the copy', month USING ERRCODE = 'restrict_violation';
  END IF;
  LOCK TABLE ONLY public.journal_entries IN ACCESS EXCLUSIVE MODE;
  EXECUTE format(
    'insert into packing.%I select e.* from public.%I e where received_at >= $1 on conflict do nothing',
    name || '_packed', name) USING settled;
  EXECUTE format('alter table public.journal_entries detach partition public.%I', name);
  EXECUTE format('alter table public.%I set schema packing', name);
  EXECUTE format('alter table packing.%I set schema public', name || '_packed');
  EXECUTE format('alter table public.%I rename to %I', name || '_packed', name);
  EXECUTE format('alter table public.journal_entries attach partition public.%I for values from (%L) to (%L)',
    name, month, month + interval '1 month');
  EXECUTE format('alter table public.%I drop constraint in_month', name);
  UPDATE packing.months done SET packed_at = now() WHERE done.month = finish_packing.month;
END
$$;
--> statement-breakpoint
-- The full months whose week is over; returns their names.
CREATE FUNCTION drop_full_months() RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(7426007);
  FOR name IN
    SELECT public.journal_month_name(done.month) FROM packing.months done
    WHERE done.packed_at < now() - interval '7 days'
      AND to_regclass('packing.' || public.journal_month_name(done.month)) IS NOT NULL
  LOOP
    EXECUTE format('drop table packing.%I', name);
    RETURN NEXT name;
  END LOOP;
END
$$;
--> statement-breakpoint
-- As before, but for a month of which nothing waits in the default partition: that one is made beside
-- the table and attached, which lets uploads go on. A name that is null: others hold the table just now.
CREATE OR REPLACE FUNCTION make_months(around timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
-- Waiting longer for running transactions would hold up everybody who queues behind.
SET lock_timeout = '200ms'
AS $$
DECLARE
  parent text;
  keyed_by text;
  month timestamptz;
  name text;
  lower_bound text;
  upper_bound text;
  in_month text;
  has_strays boolean;
BEGIN
  IF around NOT BETWEEN now() - interval '10 years' AND now() + interval '10 years' THEN
    RAISE EXCEPTION 'no months are made around %', around USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- Whoever makes them is soon done: not a lock that uploads wait behind.
  PERFORM set_config('lock_timeout', '10s', true);
  PERFORM pg_advisory_xact_lock(7426002);
  PERFORM set_config('lock_timeout', '200ms', true);
  FOR parent, keyed_by IN
    VALUES ('segments', 'id'), ('journal_entries', 'recorded_at'), ('thumbnail_packs', 'hour')
  LOOP
    -- Last month (uploads come late), this one, and two ahead. Older rows go to the default.
    FOR month IN
      SELECT date_trunc('month', around) + ahead * interval '1 month' FROM generate_series(-1, 2) ahead
    LOOP
      name := parent || to_char(month, '"_y"YYYY"m"MM');
      CONTINUE WHEN EXISTS (
        SELECT FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = ('public.' || parent)::regclass AND child.relname = name);
      lower_bound := public.month_bound(keyed_by, month);
      upper_bound := public.month_bound(keyed_by, month + interval '1 month');
      in_month := format('%I >= %L and %I < %L', keyed_by, lower_bound, keyed_by, upper_bound);
      EXECUTE format('select exists (select from public.%I where %s)', parent || '_default', in_month)
        INTO has_strays;
      BEGIN
        IF has_strays THEN
          -- From here on nothing may be inserted, or a row of the month could still land in the default.
          EXECUTE format('lock table public.%I in access exclusive mode', parent);
          -- Detached, the default refuses neither the new bounds nor (its triggers are gone) the delete.
          EXECUTE format('alter table public.%I detach partition public.%I', parent, parent || '_default');
          EXECUTE format('create table public.%I partition of public.%I for values from (%L) to (%L)',
            name, parent, lower_bound, upper_bound);
          -- Nothing comes and nothing goes: the triggers that count shall not see the move.
          EXECUTE format('alter table public.%I disable trigger user', name);
          EXECUTE format(
            'with moved as (delete from public.%I where %s returning *) insert into public.%I select * from moved',
            parent || '_default', in_month, name);
          EXECUTE format('alter table public.%I enable trigger user', name);
          EXECUTE format('alter table public.%I attach partition public.%I default',
            parent, parent || '_default');
        ELSE
          EXECUTE format('create table public.%I (like public.%I including all)', name, parent);
          EXECUTE format('alter table public.%I add constraint in_month check (%s)', name, in_month);
          EXECUTE format('alter table public.%I attach partition public.%I for values from (%L) to (%L)',
            parent, name, lower_bound, upper_bound);
          EXECUTE format('alter table public.%I drop constraint in_month', name);
        END IF;
        RETURN NEXT name;
      EXCEPTION
        -- check_violation: a row of the month has come to the default meanwhile.
        WHEN lock_not_available OR check_violation THEN RETURN NEXT NULL;
      END;
    END LOOP;
  END LOOP;
END
$$;
--> statement-breakpoint
-- What comes in comes whole: that it lies in a pack is said by pack_journal_entries alone.
CREATE TRIGGER journal_entries_received_whole BEFORE INSERT ON "journal_entries" FOR EACH ROW
WHEN (NEW.statement IS NULL OR NEW.receipt IS NULL OR NEW.pack_id IS NOT NULL OR NEW.leaf IS NOT NULL)
EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
REVOKE ALL ON FUNCTION journal_covered_to(), journal_month_name(timestamptz), journal_months_to_pack(),
  begin_packing(timestamptz), entries_to_pack(timestamptz, uuid, bigint, integer),
  pack_journal_entries(timestamptz, uuid, bigint, bigint, bytea[], text, integer, integer),
  copy_unpacked_entries(timestamptz), finish_packing(timestamptz), drop_full_months() FROM PUBLIC;
