CREATE TABLE "journal_damages" (
	"device_id" uuid NOT NULL,
	"index" bigint NOT NULL,
	"stated_at" timestamp (6) with time zone NOT NULL,
	"cause" text NOT NULL,
	"lost" "int8multirange" NOT NULL,
	"saved" bigint NOT NULL,
	"kept_as" text,
	CONSTRAINT "journal_damages_device_id_index_pk" PRIMARY KEY("device_id","index")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "journal_lost" "int8multirange" DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "journal_damages" ADD CONSTRAINT "journal_damages_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_damages_stated" ON "journal_damages" USING btree ("device_id","stated_at");