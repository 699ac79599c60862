CREATE TABLE "view_stretches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"view_id" uuid NOT NULL,
	"display" text NOT NULL,
	"kind" text NOT NULL,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"footage_to" timestamp (6) with time zone NOT NULL,
	"first_at" timestamp (6) with time zone NOT NULL,
	"last_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "views_live";--> statement-breakpoint
ALTER TABLE "views" ALTER COLUMN "footage_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "views" ALTER COLUMN "footage_to" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "views" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "views" ADD COLUMN "live_at" timestamp (6) with time zone;--> statement-breakpoint
-- What one user watched of one device for one purpose, without a pause of a quarter of an hour, becomes
-- one view. What browsers said is kept as that: what was delivered then, nobody wrote down.
CREATE TEMPORARY TABLE "sittings" AS
  WITH "paused" AS (
    SELECT *, "watched_at" > max("updated_at") OVER (
      PARTITION BY "user_id", "device_id", "purpose_id" ORDER BY "watched_at", "id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) + interval '15 minutes' AS "begins"
    FROM "views"
  ), "numbered" AS (
    SELECT *, count(*) FILTER (WHERE "begins") OVER (
      PARTITION BY "user_id", "device_id", "purpose_id" ORDER BY "watched_at", "id"
    ) AS "number"
    FROM "paused"
  )
  SELECT "id", first_value("id") OVER (
    PARTITION BY "user_id", "device_id", "purpose_id", "number" ORDER BY "watched_at", "id"
  ) AS "sitting"
  FROM "numbered";--> statement-breakpoint
INSERT INTO "view_stretches" ("view_id", "display", "kind", "footage_from", "footage_to", "first_at", "last_at")
  SELECT "sitting", "display", CASE WHEN "pictures" THEN 'pictures' ELSE 'shown' END,
    "footage_from", "footage_to", "watched_at", "updated_at"
  FROM "views" JOIN "sittings" USING ("id");--> statement-breakpoint
UPDATE "views" SET
    "footage_from" = "whole"."from", "footage_to" = "whole"."to",
    "updated_at" = "whole"."last", "live_at" = "whole"."live"
  FROM (
    SELECT "sitting", min("footage_from") AS "from", max("footage_to") AS "to",
      max("updated_at") AS "last", max("updated_at") FILTER (WHERE "live") AS "live"
    FROM "views" JOIN "sittings" USING ("id") GROUP BY "sitting"
  ) AS "whole"
  WHERE "views"."id" = "whole"."sitting";--> statement-breakpoint
DELETE FROM "views" USING "sittings"
  WHERE "views"."id" = "sittings"."id" AND "sittings"."id" <> "sittings"."sitting";--> statement-breakpoint
DROP TABLE "sittings";--> statement-breakpoint
ALTER TABLE "view_stretches" ADD CONSTRAINT "view_stretches_view_id_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."views"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "view_stretches_view" ON "view_stretches" USING btree ("view_id","display","kind");--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "views_live" ON "views" USING btree ("device_id","live_at") WHERE live_at is not null;--> statement-breakpoint
ALTER TABLE "views" DROP COLUMN "display";--> statement-breakpoint
ALTER TABLE "views" DROP COLUMN "live";--> statement-breakpoint
ALTER TABLE "views" DROP COLUMN "pictures";
