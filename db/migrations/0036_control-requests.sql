CREATE TABLE "control_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"wish" jsonb NOT NULL,
	"subject" text NOT NULL,
	"gains" text[] NOT NULL,
	"facts" jsonb NOT NULL,
	"state" jsonb NOT NULL,
	"favoured_users" uuid[] NOT NULL,
	"favoured_roles" text[] NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"requested_by" uuid NOT NULL,
	"decision" text,
	"decided_at" timestamp (6) with time zone,
	"decided_by" uuid,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "control_requests_two_people" CHECK (decision is null or (decision = 'withdrawn') = (decided_by = requested_by)),
	CONSTRAINT "control_requests_decided" CHECK ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null))
);
--> statement-breakpoint
ALTER TABLE "control_requests" ADD CONSTRAINT "control_requests_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "control_requests" ADD CONSTRAINT "control_requests_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "control_requests_waiting" ON "control_requests" USING btree ("id") WHERE decision is null;