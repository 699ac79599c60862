CREATE TABLE "restores" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "restores_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"segment_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"tier" text NOT NULL,
	"expected_at" timestamp (6) with time zone NOT NULL,
	"checked_at" timestamp (6) with time zone,
	"ready_at" timestamp (6) with time zone,
	"readable_until" timestamp (6) with time zone,
	"failed_at" timestamp (6) with time zone,
	"last_error" text
);
--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "restores_open" ON "restores" USING btree ("segment_id") WHERE ready_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "restores_segment" ON "restores" USING btree ("segment_id","id");