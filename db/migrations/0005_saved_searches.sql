CREATE TABLE "saved_search_finds" (
	"saved_search_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"date" text NOT NULL,
	"hits" integer NOT NULL,
	"found_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "saved_search_finds_saved_search_id_person_id_date_pk" PRIMARY KEY("saved_search_id","person_id","date")
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"person_id" uuid,
	"team_id" uuid,
	"places" text[] NOT NULL,
	"is_front_only" boolean NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"footage_from" timestamp (6) with time zone NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"ends_at" timestamp (6) with time zone NOT NULL,
	"agreed_at" timestamp (6) with time zone,
	"ended_at" timestamp (6) with time zone,
	"looked_at" timestamp (6) with time zone
);
--> statement-breakpoint
ALTER TABLE "searches" ALTER COLUMN "session_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "searches" ADD COLUMN "saved_search_id" uuid;--> statement-breakpoint
ALTER TABLE "window_tracks" ADD COLUMN "received_at" timestamp (6) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_search_finds" ADD CONSTRAINT "saved_search_finds_saved_search_id_saved_searches_id_fk" FOREIGN KEY ("saved_search_id") REFERENCES "public"."saved_searches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search_finds" ADD CONSTRAINT "saved_search_finds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_searches_user" ON "saved_searches" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "saved_searches_on" ON "saved_searches" USING btree ("looked_at") WHERE agreed_at is not null and ended_at is null;--> statement-breakpoint
ALTER TABLE "searches" ADD CONSTRAINT "searches_saved_search_id_saved_searches_id_fk" FOREIGN KEY ("saved_search_id") REFERENCES "public"."saved_searches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "searches_saved" ON "searches" USING btree ("saved_search_id","started_at");