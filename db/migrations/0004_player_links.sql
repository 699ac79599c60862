CREATE TABLE "player_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"session_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"display" text NOT NULL,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"footage_to" timestamp (6) with time zone NOT NULL,
	"expires_at" timestamp (6) with time zone NOT NULL,
	"opened_at" timestamp (6) with time zone
);
--> statement-breakpoint
ALTER TABLE "player_links" ADD CONSTRAINT "player_links_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "player_links" ADD CONSTRAINT "player_links_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "player_links_token" ON "player_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "player_links_session" ON "player_links" USING btree ("session_id");