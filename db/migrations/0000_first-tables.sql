CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (6) with time zone NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"window_from" timestamp (6) with time zone NOT NULL,
	"window_to" timestamp (6) with time zone NOT NULL,
	"wrapped" "bytea",
	"origin" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"destroyed_at" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employee_id" uuid NOT NULL,
	"public_key" jsonb NOT NULL,
	"host" jsonb NOT NULL,
	"enrolled_at" timestamp (6) with time zone NOT NULL,
	"revoked_at" timestamp (6) with time zone,
	"last_seen_at" timestamp (6) with time zone,
	"last_received_at" timestamp (6) with time zone,
	"state" text,
	"recorder_version" text NOT NULL,
	"policy_version" integer DEFAULT 0 NOT NULL,
	"displays" text[] DEFAULT '{}' NOT NULL,
	"backlog_segments" integer DEFAULT 0 NOT NULL,
	"backlog_bytes" bigint DEFAULT 0 NOT NULL,
	"backlog_oldest" timestamp (6) with time zone,
	"parked" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"last_frame_at" timestamp (6) with time zone,
	"clock_offset" bigint,
	"free_disk_bytes" bigint,
	"journal_next" bigint DEFAULT 0 NOT NULL,
	"journal_end" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employees" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"login" text,
	"time_zone" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolment_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"label" text NOT NULL,
	"employee_id" uuid,
	"created_by" uuid,
	"created_at" timestamp (6) with time zone NOT NULL,
	"expires_at" timestamp (6) with time zone NOT NULL,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"revoked_at" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "gaps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"display" text,
	"cause" text NOT NULL,
	"starts_at" timestamp (6) with time zone NOT NULL,
	"ends_at" timestamp (6) with time zone,
	"note" text
);
--> statement-breakpoint
-- Written by hand: drizzle knows no partitions. Months are made by db/partitions.ts.
CREATE TABLE "journal_entries" (
	"device_id" uuid NOT NULL,
	"index" bigint NOT NULL,
	"recorded_at" timestamp (6) with time zone NOT NULL,
	"received_at" timestamp (6) with time zone NOT NULL,
	"kind" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"prev" "bytea" NOT NULL,
	"statement" text NOT NULL,
	"receipt" text NOT NULL,
	CONSTRAINT "journal_entries_device_id_index_recorded_at_pk" PRIMARY KEY("device_id","index","recorded_at")
) PARTITION BY RANGE ("recorded_at");
--> statement-breakpoint
CREATE TABLE "journal_entries_default" PARTITION OF "journal_entries" DEFAULT;
--> statement-breakpoint
CREATE TABLE "one_time_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"user_id" uuid,
	"created_at" timestamp (6) with time zone NOT NULL,
	"expires_at" timestamp (6) with time zone NOT NULL,
	"used_at" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"version" integer PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"created_by" uuid
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"display" text NOT NULL,
	"started_at" timestamp (6) with time zone,
	"ended_at" timestamp (6) with time zone,
	"end_reason" text,
	"geometry" jsonb,
	"encoder" text,
	"frames_per_second" integer,
	"policy_version" integer
);
--> statement-breakpoint
-- Written by hand: drizzle knows no partitions. Months are made by db/partitions.ts.
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"recording_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"starts_at" timestamp (6) with time zone NOT NULL,
	"duration" bigint NOT NULL,
	"crc64" bigint NOT NULL,
	"journal_index" bigint NOT NULL,
	"sequence" integer NOT NULL,
	"frames" integer NOT NULL,
	"bytes" integer NOT NULL,
	"plain_bytes" integer NOT NULL,
	"md5" "bytea" NOT NULL,
	"sha256" "bytea" NOT NULL,
	"iv" "bytea" NOT NULL,
	"state" text DEFAULT 'hot' NOT NULL
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "segments_default" PARTITION OF "segments" DEFAULT;
--> statement-breakpoint
CREATE TABLE "server_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"wrapped_private_key" "bytea" NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "spans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" uuid NOT NULL,
	"recording_id" uuid NOT NULL,
	"display" text NOT NULL,
	"starts_at" timestamp (6) with time zone NOT NULL,
	"ends_at" timestamp (6) with time zone NOT NULL,
	"first_sequence" integer NOT NULL,
	"last_sequence" integer NOT NULL,
	"bytes" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"employee_id" uuid,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"disabled_at" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"display" text NOT NULL,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"footage_to" timestamp (6) with time zone NOT NULL,
	"watched_at" timestamp (6) with time zone NOT NULL,
	"updated_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_tokens" ADD CONSTRAINT "enrolment_tokens_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_tokens" ADD CONSTRAINT "enrolment_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_links" ADD CONSTRAINT "one_time_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spans" ADD CONSTRAINT "spans_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_issued_window" ON "data_keys" USING btree ("device_id","window_from") WHERE origin = 'issued';--> statement-breakpoint
CREATE INDEX "data_keys_device_window" ON "data_keys" USING btree ("device_id","window_to");--> statement-breakpoint
CREATE INDEX "devices_employee" ON "devices" USING btree ("employee_id");--> statement-breakpoint
CREATE INDEX "devices_last_seen" ON "devices" USING btree ("last_seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "employees_login" ON "employees" USING btree ("login");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_tokens_hash" ON "enrolment_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "gaps_device_starts" ON "gaps" USING btree ("device_id","starts_at");--> statement-breakpoint
CREATE INDEX "gaps_long" ON "gaps" USING btree ("device_id","ends_at") WHERE ends_at is null or ends_at - starts_at > interval '24 hours';--> statement-breakpoint
CREATE INDEX "recordings_device_started" ON "recordings" USING btree ("device_id","started_at");--> statement-breakpoint
CREATE INDEX "segments_recording" ON "segments" USING btree ("recording_id","id");--> statement-breakpoint
CREATE INDEX "spans_device_starts" ON "spans" USING btree ("device_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "spans_recording" ON "spans" USING btree ("recording_id","first_sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "views_device_footage" ON "views" USING btree ("device_id","footage_from");--> statement-breakpoint
CREATE INDEX "views_user" ON "views" USING btree ("user_id","watched_at");