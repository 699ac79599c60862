CREATE TABLE "slots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"ends_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "slots_name" ON "slots" USING btree ("name");