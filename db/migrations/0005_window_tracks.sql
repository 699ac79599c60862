CREATE TABLE "window_tracks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"starts_at" timestamp (6) with time zone NOT NULL,
	"ends_at" timestamp (6) with time zone NOT NULL,
	"detail" text NOT NULL,
	"key_id" uuid NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "window_tracks" ADD CONSTRAINT "window_tracks_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "window_tracks_device" ON "window_tracks" USING btree ("device_id","starts_at");--> statement-breakpoint
CREATE INDEX "window_tracks_key" ON "window_tracks" USING btree ("key_id");