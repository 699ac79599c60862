-- Written by hand: drizzle knows no partitions. Months are made by db/partitions.ts.
CREATE TABLE "thumbnail_packs" (
	"device_id" uuid NOT NULL,
	"hour" timestamp (6) with time zone NOT NULL,
	"recording_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"file" uuid NOT NULL,
	"size" integer DEFAULT 0 NOT NULL,
	"entries" "bytea" NOT NULL,
	"strip_at" integer,
	"strip_size" integer,
	"strip_entries" integer,
	"changed_at" timestamp (6) with time zone NOT NULL,
	"doomed_file" uuid,
	CONSTRAINT "thumbnail_packs_device_id_hour_recording_id_key_id_pk" PRIMARY KEY("device_id","hour","recording_id","key_id")
) PARTITION BY RANGE ("hour");
--> statement-breakpoint
CREATE TABLE "thumbnail_packs_default" PARTITION OF "thumbnail_packs" DEFAULT;
--> statement-breakpoint
CREATE TABLE "thumbnail_queue" (
	"segment_id" uuid PRIMARY KEY NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE INDEX "thumbnail_packs_doomed" ON "thumbnail_packs" USING btree ("hour") WHERE doomed_file is not null;--> statement-breakpoint
CREATE INDEX "thumbnail_packs_stripless" ON "thumbnail_packs" USING btree ("hour") WHERE strip_at is null;--> statement-breakpoint
-- Of what is here already.
INSERT INTO "thumbnail_queue" ("segment_id")
  SELECT "id" FROM "segments" WHERE "state" IN ('hot', 'archived');
