-- Thumbnails lay in files that grew. Nothing is released that wrote any: they are made again.
DELETE FROM "thumbnail_packs";--> statement-breakpoint
DELETE FROM "thumbnail_queue";--> statement-breakpoint
CREATE TABLE "thumbnail_objects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"packs" integer
);
--> statement-breakpoint
DROP INDEX "thumbnail_packs_doomed";--> statement-breakpoint
ALTER TABLE "thumbnail_packs" ADD COLUMN "parts" "bytea" NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbnail_queue" ADD COLUMN "device_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbnail_queue" ADD COLUMN "is_wanted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "thumbnail_objects_unused" ON "thumbnail_objects" USING btree ("id") WHERE packs is null or packs = 0;--> statement-breakpoint
CREATE INDEX "thumbnail_queue_device" ON "thumbnail_queue" USING btree ("device_id","segment_id");--> statement-breakpoint
CREATE INDEX "thumbnail_queue_wanted" ON "thumbnail_queue" USING btree ("device_id","segment_id") WHERE is_wanted;--> statement-breakpoint
ALTER TABLE "thumbnail_packs" DROP COLUMN "file";--> statement-breakpoint
ALTER TABLE "thumbnail_packs" DROP COLUMN "doomed_file";--> statement-breakpoint
INSERT INTO "thumbnail_queue" ("segment_id", "device_id")
SELECT "id", "device_id" FROM "segments" WHERE "state" <> 'shredded';
