CREATE TABLE "archive_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "archive_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"worker" text NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"updated_at" timestamp (6) with time zone NOT NULL,
	"state" text NOT NULL,
	"objects" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"quarantined" integer DEFAULT 0 NOT NULL,
	"left_objects" bigint DEFAULT 0 NOT NULL,
	"left_bytes" bigint DEFAULT 0 NOT NULL,
	"busy" bigint DEFAULT 0 NOT NULL,
	"last_error" text,
	"message" text
);
--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "attempts" smallint;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "not_before" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "lease" integer;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "lease_until" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "archived_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "segments" ADD COLUMN "last_error" text;--> statement-breakpoint
CREATE INDEX "archive_runs_started" ON "archive_runs" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "segments_hot" ON "segments" USING btree ("id") WHERE state = 'hot';--> statement-breakpoint
CREATE INDEX "segments_archived" ON "segments" USING btree ("archived_at") WHERE state = 'archived';--> statement-breakpoint
CREATE INDEX "segments_quarantined" ON "segments" USING btree ("id") WHERE state = 'quarantined';