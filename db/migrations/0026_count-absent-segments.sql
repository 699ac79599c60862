ALTER TABLE "exports" ADD COLUMN "segments" integer;--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "absent_segments" integer;