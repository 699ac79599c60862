CREATE TABLE "device_updates" (
	"version" text NOT NULL,
	"device_id" uuid NOT NULL,
	"state" text NOT NULL,
	"code" text,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"offered_at" timestamp (6) with time zone NOT NULL,
	"changed_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "device_updates_version_device_id_pk" PRIMARY KEY("version","device_id")
);
--> statement-breakpoint
CREATE TABLE "release_targets" (
	"version" text NOT NULL,
	"scope" text NOT NULL,
	"target" uuid NOT NULL,
	CONSTRAINT "release_targets_version_scope_target_pk" PRIMARY KEY("version","scope","target")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"version" text PRIMARY KEY NOT NULL,
	"sha256" "bytea" NOT NULL,
	"bytes" bigint NOT NULL,
	"statement" text NOT NULL,
	"uploaded_at" timestamp (6) with time zone NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"stage" text DEFAULT 'draft' NOT NULL,
	"percent" integer DEFAULT 0 NOT NULL,
	"paused_at" timestamp (6) with time zone,
	"pause_cause" text,
	"counted_from" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "updates_by" text;--> statement-breakpoint
ALTER TABLE "device_updates" ADD CONSTRAINT "device_updates_version_releases_version_fk" FOREIGN KEY ("version") REFERENCES "public"."releases"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_updates" ADD CONSTRAINT "device_updates_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_targets" ADD CONSTRAINT "release_targets_version_releases_version_fk" FOREIGN KEY ("version") REFERENCES "public"."releases"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_updates_device" ON "device_updates" USING btree ("device_id");