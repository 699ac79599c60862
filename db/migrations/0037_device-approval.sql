ALTER TABLE "devices" ADD COLUMN "approval" text DEFAULT 'approved' NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "enrolment" jsonb;--> statement-breakpoint
ALTER TABLE "employees" ADD COLUMN "is_unconfirmed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolment_tokens" ADD COLUMN "trusted_hosts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "devices_waiting" ON "devices" USING btree ("id") WHERE approval = 'waiting';