CREATE TABLE "deletions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"employee_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"stretch_from" timestamp (6) with time zone NOT NULL,
	"stretch_to" timestamp (6) with time zone NOT NULL,
	"keys" integer NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"purged_through" uuid,
	"segments" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp (6) with time zone,
	"certificate" text,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employee_id" uuid,
	"device_id" uuid,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"footage_to" timestamp (6) with time zone,
	"reason" text NOT NULL,
	"expires_at" timestamp (6) with time zone,
	"placed_at" timestamp (6) with time zone NOT NULL,
	"placed_by" uuid NOT NULL,
	"released_at" timestamp (6) with time zone,
	"released_by" uuid,
	"release_reason" text,
	CONSTRAINT "holds_one_subject" CHECK (num_nonnulls(employee_id, device_id) = 1)
);
--> statement-breakpoint
CREATE TABLE "integrity_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integrity_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"segment_id" uuid NOT NULL,
	"at" timestamp (6) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integrity_findings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integrity_findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"object_key" text NOT NULL,
	"segment_id" uuid,
	"expected_bytes" bigint,
	"found_bytes" bigint,
	"found_at" timestamp (6) with time zone NOT NULL,
	"resolved_at" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "integrity_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integrity_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"updated_at" timestamp (6) with time zone NOT NULL,
	"ended_at" timestamp (6) with time zone,
	"objects" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"findings" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"team_id" uuid,
	"days" integer,
	"note" text DEFAULT '' NOT NULL,
	"proposed_at" timestamp (6) with time zone NOT NULL,
	"proposed_by" uuid NOT NULL,
	"approved_at" timestamp (6) with time zone,
	"approved_by" uuid,
	"ended_at" timestamp (6) with time zone,
	"ended_by" uuid
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"night" text PRIMARY KEY NOT NULL,
	"worker" text NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"updated_at" timestamp (6) with time zone NOT NULL,
	"ended_at" timestamp (6) with time zone,
	"done_through" uuid,
	"devices" integer DEFAULT 0 NOT NULL,
	"keys" bigint DEFAULT 0 NOT NULL,
	"held_keys" bigint DEFAULT 0 NOT NULL,
	"due" jsonb
);
--> statement-breakpoint
ALTER TABLE "data_keys" ADD COLUMN "deletion_id" uuid;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_rule_id_retention_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."retention_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_placed_by_users_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_released_by_users_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_checks" ADD CONSTRAINT "integrity_checks_run_id_integrity_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."integrity_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrity_findings" ADD CONSTRAINT "integrity_findings_run_id_integrity_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."integrity_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_rules" ADD CONSTRAINT "retention_rules_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_rules" ADD CONSTRAINT "retention_rules_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_rules" ADD CONSTRAINT "retention_rules_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deletions_unfinished" ON "deletions" USING btree ("id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "deletions_device" ON "deletions" USING btree ("device_id","id");--> statement-breakpoint
CREATE INDEX "holds_employee" ON "holds" USING btree ("employee_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "holds_device" ON "holds" USING btree ("device_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "integrity_checks_at" ON "integrity_checks" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "integrity_findings_open" ON "integrity_findings" USING btree ("object_key","kind") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "integrity_findings_id" ON "integrity_findings" USING btree ("id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "integrity_runs_kind" ON "integrity_runs" USING btree ("kind","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "retention_rules_in_force" ON "retention_rules" USING btree (coalesce("team_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE approved_at is not null and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "retention_rules_proposed" ON "retention_rules" USING btree (coalesce("team_id", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE approved_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "retention_rules_ended" ON "retention_rules" USING btree ("ended_at","id");--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_deletion_id_deletions_id_fk" FOREIGN KEY ("deletion_id") REFERENCES "public"."deletions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "data_keys_live" ON "data_keys" USING btree ("device_id","window_to") WHERE destroyed_at is null;--> statement-breakpoint
CREATE INDEX "data_keys_deletion" ON "data_keys" USING btree ("deletion_id") WHERE deletion_id is not null;--> statement-breakpoint
-- Rules, holds and deletions are history: they end, and are never removed.
CREATE TRIGGER retention_rules_kept BEFORE DELETE ON "retention_rules"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER holds_kept BEFORE DELETE ON "holds"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER deletions_kept BEFORE DELETE ON "deletions"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER deletions_certified BEFORE UPDATE ON "deletions"
  FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
