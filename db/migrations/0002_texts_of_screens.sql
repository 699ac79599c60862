CREATE TABLE "text_filters" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"window_from" timestamp (6) with time zone NOT NULL,
	"window_to" timestamp (6) with time zone NOT NULL,
	"object_id" uuid NOT NULL,
	"bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "text_packs" (
	"device_id" uuid NOT NULL,
	"hour" timestamp (6) with time zone NOT NULL,
	"recording_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"display" text NOT NULL,
	"object_id" uuid,
	"folded_bytes" integer DEFAULT 0 NOT NULL,
	"lines_bytes" integer DEFAULT 0 NOT NULL,
	"read" "int8multirange" DEFAULT '{}' NOT NULL,
	"screens" integer DEFAULT 0 NOT NULL,
	"lines" integer DEFAULT 0 NOT NULL,
	"engine" text NOT NULL,
	"is_indexed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "text_packs_device_id_hour_recording_id_key_id_pk" PRIMARY KEY("device_id","hour","recording_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "text_queue" (
	"segment_id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"recording_id" uuid NOT NULL,
	"is_wanted" boolean DEFAULT false NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp (6) with time zone,
	"lease" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "text_requests" (
	"clip_id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"requested_by" uuid NOT NULL,
	"segments" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "text_requests" ADD CONSTRAINT "text_requests_clip_id_clips_id_fk" FOREIGN KEY ("clip_id") REFERENCES "public"."clips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "text_requests" ADD CONSTRAINT "text_requests_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "text_filters_device" ON "text_filters" USING btree ("device_id","window_from");--> statement-breakpoint
CREATE INDEX "text_packs_key" ON "text_packs" USING btree ("key_id");--> statement-breakpoint
CREATE INDEX "text_packs_unindexed" ON "text_packs" USING btree ("key_id") WHERE not is_indexed;--> statement-breakpoint
CREATE INDEX "text_queue_recording" ON "text_queue" USING btree ("recording_id","segment_id");--> statement-breakpoint
CREATE INDEX "text_queue_wanted" ON "text_queue" USING btree ("recording_id","segment_id") WHERE is_wanted;--> statement-breakpoint
CREATE INDEX "text_queue_device" ON "text_queue" USING btree ("device_id","segment_id");--> statement-breakpoint
CREATE INDEX "policies_reading_text" ON "policies" USING btree ("version") WHERE body ->> 'textReading' = 'on';--> statement-breakpoint
-- Wants the text of a segment read where the policy says so that it was recorded under.
CREATE FUNCTION queue_text(filed uuid, device uuid, recording uuid, policy integer) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO text_queue (segment_id, device_id, recording_id)
  SELECT filed, device, recording FROM policies
  WHERE version = policy AND body ->> 'textReading' = 'on'
  ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
-- Takes several uploads, an outcome each: as `append_entry`, or why the segment can't be filed; then
-- what was written must not be committed. With others (`can_wait` is false) it fails with WC002 instead,
-- so that none of them is taken.
CREATE OR REPLACE FUNCTION take_uploads(uploads jsonb, can_wait boolean, most_ahead bigint, tolerance interval)
RETURNS TABLE (outcome text, awaited bigint)
LANGUAGE plpgsql AS $$
DECLARE
  upload jsonb;
  part spans;
  refusal text;
BEGIN
  FOR upload IN SELECT value FROM jsonb_array_elements(uploads) LOOP
    part := jsonb_populate_record(NULL::spans, upload -> 'span');
    SELECT * INTO outcome, awaited FROM append_entry(
      jsonb_populate_record(NULL::journal_entries, upload -> 'entry'),
      can_wait, (upload ->> 'isPlausible')::boolean, most_ahead, part.ends_at);
    IF outcome = 'taken' THEN
      refusal := file_segment(jsonb_populate_record(NULL::segments, upload -> 'segment'), part,
        tolerance, (upload ->> 'cutFrom')::timestamptz, (upload ->> 'cutTo')::timestamptz);
      IF refusal IS NOT NULL AND NOT can_wait THEN
        RAISE EXCEPTION 'a segment can not be filed: %', refusal USING ERRCODE = 'WC002';
      END IF;
      outcome := coalesce(refusal, outcome);
      IF refusal IS NULL THEN
        PERFORM queue_text((upload #>> '{segment,id}')::uuid, part.device_id, part.recording_id,
          (upload ->> 'policyVersion')::integer);
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
