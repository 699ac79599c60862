CREATE TABLE "storage_changes" (
	"state" text NOT NULL,
	"objects" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_samples" (
	"at" timestamp (6) with time zone PRIMARY KEY NOT NULL,
	"free_bytes" bigint NOT NULL,
	"total_bytes" bigint NOT NULL,
	"received_bytes" bigint NOT NULL,
	"hot_objects" bigint NOT NULL,
	"hot_bytes" bigint NOT NULL,
	"archived_objects" bigint NOT NULL,
	"archived_bytes" bigint NOT NULL,
	"cold_objects" bigint NOT NULL,
	"cold_bytes" bigint NOT NULL,
	"quarantined_objects" bigint NOT NULL,
	"quarantined_bytes" bigint NOT NULL,
	"reclaimable_bytes" bigint NOT NULL,
	"bytes_per_hour" double precision NOT NULL,
	"hours_left" double precision,
	"level" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_processes" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"seen_at" timestamp (6) with time zone NOT NULL,
	"jobs" jsonb NOT NULL,
	"archive" jsonb,
	"node_version" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "segments_failing" ON "segments" USING btree ("id") WHERE state = 'hot' and last_error is not null;--> statement-breakpoint
-- Row triggers, for a segment rarely changes its state, and those of columns look at nothing else.
-- A partition that is dropped leaves its counts behind: only cold rows are ever that old.
CREATE FUNCTION note_storage_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO storage_changes (state, objects, bytes) VALUES (OLD.state, -1, -OLD.bytes);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO storage_changes (state, objects, bytes, received)
      VALUES (NEW.state, 1, NEW.bytes, CASE TG_OP WHEN 'INSERT' THEN NEW.bytes ELSE 0 END);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER segments_counted AFTER INSERT OR DELETE ON "segments"
  FOR EACH ROW EXECUTE FUNCTION note_storage_change();
--> statement-breakpoint
CREATE TRIGGER segments_recounted AFTER UPDATE OF state ON "segments"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_storage_change();
--> statement-breakpoint
INSERT INTO storage_changes (state, objects, bytes, received)
  SELECT state, count(*), sum(bytes), sum(bytes) FROM segments GROUP BY state;
