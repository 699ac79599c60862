-- The portal's own role may make no tables. It may call this, which makes the month partitions around a
-- time, and moves there what waited in a default partition: nothing is added, changed or lost by it.
CREATE FUNCTION make_months(around timestamptz) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC'
-- Waiting longer for running transactions would hold up everybody who queues behind.
SET lock_timeout = '10s'
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
  PERFORM pg_advisory_xact_lock(7426002);
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
      -- From here on nothing may be inserted, or a row of the month could still land in the default.
      EXECUTE format('lock table public.%I in access exclusive mode', parent);
      EXECUTE format('select exists (select from public.%I where %s)', parent || '_default', in_month)
        INTO has_strays;
      -- Detached, the default refuses neither the new bounds nor (its triggers are gone) the delete.
      IF has_strays THEN
        EXECUTE format('alter table public.%I detach partition public.%I', parent, parent || '_default');
      END IF;
      EXECUTE format('create table public.%I partition of public.%I for values from (%L) to (%L)',
        name, parent, lower_bound, upper_bound);
      IF has_strays THEN
        -- Nothing comes and nothing goes: the triggers that count shall not see the move.
        EXECUTE format('alter table public.%I disable trigger user', name);
        EXECUTE format(
          'with moved as (delete from public.%I where %s returning *) insert into public.%I select * from moved',
          parent || '_default', in_month, name);
        EXECUTE format('alter table public.%I enable trigger user', name);
        EXECUTE format('alter table public.%I attach partition public.%I default',
          parent, parent || '_default');
      END IF;
      RETURN NEXT name;
    END LOOP;
  END LOOP;
END
$$;
--> statement-breakpoint
-- Ids are UUIDv7: their first 48 bits are milliseconds.
CREATE FUNCTION month_bound(keyed_by text, month timestamptz) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
RETURN CASE keyed_by
  WHEN 'id' THEN rpad(lpad(to_hex((extract(epoch from month) * 1000)::bigint), 12, '0'), 32, '0')::uuid::text
  ELSE to_char(month, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
END;
--> statement-breakpoint
REVOKE ALL ON FUNCTION make_months(timestamptz) FROM PUBLIC;
