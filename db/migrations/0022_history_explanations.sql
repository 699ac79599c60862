CREATE TABLE "history_explanations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "history_explanations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"first_checkpoint" bigint NOT NULL,
	"last_checkpoint" bigint NOT NULL,
	"reason" text NOT NULL,
	"explained_by" uuid NOT NULL,
	"explained_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "history_explanations_order" CHECK ("history_explanations"."first_checkpoint" <= "history_explanations"."last_checkpoint")
);
--> statement-breakpoint
ALTER TABLE "history_explanations" ADD CONSTRAINT "history_explanations_explained_by_users_id_fk" FOREIGN KEY ("explained_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;