DROP INDEX "devices_last_seen";
--> statement-breakpoint
DROP INDEX "people_name";
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "verified_at" timestamp (6) with time zone;
--> statement-breakpoint
CREATE INDEX "people_name" ON "people" USING btree ("name","id","folded","is_unconfirmed","team_id");
--> statement-breakpoint
UPDATE devices SET verified_at = (
  SELECT ends_at FROM spans WHERE device_id = devices.id ORDER BY starts_at DESC LIMIT 1
);
--> statement-breakpoint
-- Catalogues a segment whose bytes are in place: its row, its span, what its device has proved, and the
-- queue of thumbnails. Null, or why not, as `add_segment_to_spans`; then what was written must not be
-- committed.
CREATE OR REPLACE FUNCTION file_segment(
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
    UPDATE devices SET verified_at = part.ends_at
      WHERE id = filed.device_id AND (verified_at IS NULL OR verified_at < part.ends_at);
  END IF;
  RETURN refusal;
END
$$;
