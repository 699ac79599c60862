CREATE TABLE "clock_doubts" (
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"entries" integer NOT NULL,
	"first_index" bigint NOT NULL,
	"last_index" bigint NOT NULL,
	"most" bigint NOT NULL,
	"received_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "clock_doubts_device_id_kind_pk" PRIMARY KEY("device_id","kind")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "broken_hour" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "broken_uploads" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "broken_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "uploads_held_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "key_storage" text;--> statement-breakpoint
ALTER TABLE "clock_doubts" ADD CONSTRAINT "clock_doubts_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;