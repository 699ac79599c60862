-- What the arrival of an entry and of a segment does to the tables, once, where it happens: a trip
-- between portal and database costs each of them more than the work itself.
--
-- The first index from `start` on that is not held, and may still come.
CREATE FUNCTION end_of_run(of_device uuid, start bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT missing FROM (
    SELECT start AS missing
    UNION ALL
    SELECT index + 1 FROM journal_entries WHERE device_id = of_device AND index >= start
    UNION ALL
    SELECT upper(lost) FROM devices, unnest(journal_lost) lost
    WHERE id = of_device AND upper(lost) > start
  ) candidates
  WHERE NOT EXISTS (
    SELECT FROM journal_entries WHERE device_id = of_device AND index = missing
  ) AND NOT EXISTS (
    SELECT FROM devices WHERE id = of_device AND journal_lost @> missing
  )
  ORDER BY missing LIMIT 1
$$;
--> statement-breakpoint
-- Takes an entry into the journal of its device, which stays locked until the transaction ends: one
-- entry of a device at a time. The outcome is `taken`; or `known`, or why not, and then nothing has
-- changed. `busy`: somebody else holds the journal, and `can_wait` is false.
CREATE FUNCTION append_entry(
  entry journal_entries,
  can_wait boolean,
  is_plausible boolean,
  most_ahead bigint,
  OUT outcome text,
  OUT awaited bigint,
  OUT enrolled_at timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  device record;
  near record;
  next bigint;
BEGIN
  -- Rows that refer to the device may be inserted meanwhile.
  IF can_wait THEN
    SELECT d.journal_next, d.journal_end, d.revoked_at, d.enrolled_at, d.journal_lost @> entry.index AS is_lost
      INTO device FROM devices d WHERE d.id = entry.device_id FOR NO KEY UPDATE;
  ELSE
    SELECT d.journal_next, d.journal_end, d.revoked_at, d.enrolled_at, d.journal_lost @> entry.index AS is_lost
      INTO device FROM devices d WHERE d.id = entry.device_id FOR NO KEY UPDATE SKIP LOCKED;
  END IF;
  IF NOT FOUND THEN
    outcome := CASE WHEN can_wait THEN 'revoked' ELSE 'busy' END;
    RETURN;
  END IF;
  awaited := device.journal_end;
  enrolled_at := device.enrolled_at;
  IF device.revoked_at IS NOT NULL THEN
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
  UPDATE devices d SET
    journal_next = next,
    journal_end = greatest(d.journal_end, entry.index + 1),
    last_received_at = entry.received_at
  WHERE d.id = entry.device_id;
  outcome := 'taken';
END
$$;
--> statement-breakpoint
-- Locks a recording until the transaction ends, and makes its row first when a segment overtook the
-- entry that begins it. Null, or why it can't be meant: `foreign-device`, `statement-mismatch`.
CREATE FUNCTION lock_recording(of_recording uuid, of_device uuid, of_display text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  found_row record;
BEGIN
  SELECT r.device_id, r.display INTO found_row FROM recordings r WHERE r.id = of_recording FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO recordings (id, device_id, display) VALUES (of_recording, of_device, of_display)
      ON CONFLICT DO NOTHING;
    SELECT r.device_id, r.display INTO found_row FROM recordings r WHERE r.id = of_recording FOR NO KEY UPDATE;
  END IF;
  RETURN CASE
    WHEN found_row.device_id <> of_device THEN 'foreign-device'
    WHEN found_row.display <> of_display THEN 'statement-mismatch'
  END;
END
$$;
--> statement-breakpoint
-- Files a stored segment under the spans of its recording: it extends one, joins two, or begins one of
-- its own, in any order of arrival. Spans of a recording never overlap by sequence: at most three touch
-- or hold a given one. Null, or why not: as `lock_recording`, or `segment-conflict` when a span holds
-- the sequence. Which stretches are one is said by `isOneSpan` of db/queries/span-joint.ts: those that
-- begin in one cut, `cut_from` to `cut_to`, and follow each other within the tolerance.
CREATE FUNCTION add_segment_to_spans(
  part spans, tolerance interval, cut_from timestamptz, cut_to timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  refusal text := lock_recording(part.recording_id, part.device_id, part.display);
  near spans;
  earlier spans;
  later spans;
BEGIN
  IF refusal IS NOT NULL THEN
    RETURN refusal;
  END IF;
  FOR near IN
    SELECT * FROM spans s
    WHERE s.recording_id = part.recording_id AND s.first_sequence <= part.first_sequence + 1
    ORDER BY s.first_sequence DESC LIMIT 3
  LOOP
    IF part.first_sequence BETWEEN near.first_sequence AND near.last_sequence THEN
      RETURN 'segment-conflict';
    ELSIF near.starts_at < cut_from OR near.starts_at >= cut_to THEN
      CONTINUE;
    ELSIF near.last_sequence = part.first_sequence - 1
      AND near.ends_at BETWEEN part.starts_at - tolerance AND part.starts_at + tolerance THEN
      earlier := near;
    ELSIF near.first_sequence = part.first_sequence + 1
      AND near.starts_at BETWEEN part.ends_at - tolerance AND part.ends_at + tolerance THEN
      later := near;
    END IF;
  END LOOP;
  IF later.id IS NOT NULL THEN
    DELETE FROM spans WHERE id = later.id;
    part.ends_at := later.ends_at;
    part.last_sequence := later.last_sequence;
    part.bytes := part.bytes + later.bytes;
  END IF;
  IF earlier.id IS NOT NULL THEN
    UPDATE spans SET
      ends_at = part.ends_at,
      last_sequence = part.last_sequence,
      bytes = earlier.bytes + part.bytes
    WHERE id = earlier.id;
  ELSE
    INSERT INTO spans (device_id, recording_id, display, starts_at, ends_at, first_sequence, last_sequence, bytes)
    VALUES (part.device_id, part.recording_id, part.display, part.starts_at, part.ends_at,
      part.first_sequence, part.last_sequence, part.bytes);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Catalogues a segment whose bytes are in place: its row, its span, and the queue of thumbnails. Null,
-- or why not, as `add_segment_to_spans`; then what was written must not be committed.
CREATE FUNCTION file_segment(
  filed segments, part spans, tolerance interval, cut_from timestamptz, cut_to timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  refusal text;
BEGIN
  INSERT INTO segments (id, device_id, recording_id, key_id, starts_at, duration, crc64, journal_index,
    sequence, frames, bytes, plain_bytes, md5, sha256, iv, state, archived_at, has_digest_in_key, has_own_key)
  VALUES (filed.id, filed.device_id, filed.recording_id, filed.key_id, filed.starts_at, filed.duration, filed.crc64,
    filed.journal_index, filed.sequence, filed.frames, filed.bytes, filed.plain_bytes, filed.md5, filed.sha256, filed.iv,
    filed.state, filed.archived_at, filed.has_digest_in_key, filed.has_own_key)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN 'segment-conflict';
  END IF;
  refusal := add_segment_to_spans(part, tolerance, cut_from, cut_to);
  IF refusal IS NULL THEN
    INSERT INTO thumbnail_queue (segment_id, device_id) VALUES (filed.id, filed.device_id)
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN refusal;
END
$$;
--> statement-breakpoint
-- Takes several uploads, an outcome each: as `append_entry`, or why the segment can't be filed; then
-- what was written must not be committed.
CREATE FUNCTION take_uploads(uploads jsonb, can_wait boolean, most_ahead bigint, tolerance interval)
RETURNS TABLE (outcome text, awaited bigint, enrolled_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  upload jsonb;
BEGIN
  FOR upload IN SELECT value FROM jsonb_array_elements(uploads) LOOP
    SELECT * INTO outcome, awaited, enrolled_at FROM append_entry(
      jsonb_populate_record(NULL::journal_entries, upload -> 'entry'),
      can_wait, (upload ->> 'isPlausible')::boolean, most_ahead);
    IF outcome = 'taken' THEN
      outcome := coalesce(file_segment(
        jsonb_populate_record(NULL::segments, upload -> 'segment'),
        jsonb_populate_record(NULL::spans, upload -> 'span'),
        tolerance, (upload ->> 'cutFrom')::timestamptz, (upload ->> 'cutTo')::timestamptz), outcome);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
