CREATE TABLE "deletion_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employee_id" uuid NOT NULL,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"footage_to" timestamp (6) with time zone NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"requested_by" uuid NOT NULL,
	"approved_at" timestamp (6) with time zone,
	"approved_by" uuid,
	"ended_at" timestamp (6) with time zone,
	"ended_by" uuid,
	"carried_out_at" timestamp (6) with time zone,
	"keys" integer DEFAULT 0 NOT NULL,
	"held_keys" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "deletion_requests_two_people" CHECK (approved_by is null or approved_by <> requested_by),
	CONSTRAINT "deletion_requests_one_end" CHECK (approved_at is null or ended_at is null)
);
--> statement-breakpoint
ALTER TABLE "deletions" ALTER COLUMN "rule_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_employee_id_employees_id_fk" FOREIGN KEY ("employee_id") REFERENCES "public"."employees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deletion_requests_approved" ON "deletion_requests" USING btree ("id") WHERE approved_at is not null and carried_out_at is null;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_request_id_deletion_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."deletion_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletions" ADD CONSTRAINT "deletions_one_cause" CHECK (num_nonnulls(rule_id, request_id) = 1);--> statement-breakpoint
-- Requests are history, and what was approved is what was asked for.
CREATE TRIGGER deletion_requests_kept BEFORE DELETE ON "deletion_requests"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER deletion_requests_fixed
  BEFORE UPDATE OF employee_id, footage_from, footage_to, reason, requested_at, requested_by
  ON "deletion_requests" FOR EACH ROW EXECUTE FUNCTION refuse_change();
