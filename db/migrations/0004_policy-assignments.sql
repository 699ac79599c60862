CREATE TABLE "policy_assignments" (
	"scope" text NOT NULL,
	"target" uuid,
	"version" integer NOT NULL,
	"assigned_at" timestamp (6) with time zone NOT NULL,
	"assigned_by" uuid,
	CONSTRAINT "policy_assignments_target" UNIQUE NULLS NOT DISTINCT("scope","target")
);
--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_assignments" ADD CONSTRAINT "policy_assignments_version_policies_version_fk" FOREIGN KEY ("version") REFERENCES "public"."policies"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_assignments" ADD CONSTRAINT "policy_assignments_assigned_by_users_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Until now the highest version was in force for all.
INSERT INTO "policy_assignments" ("scope", "version", "assigned_at")
  SELECT 'all', max("version"), now() FROM "policies" HAVING max("version") IS NOT NULL;
