ALTER TABLE "devices" ADD COLUMN "retired_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "successor_id" uuid;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_successor_id_devices_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "devices_successor" ON "devices" USING btree ("successor_id");