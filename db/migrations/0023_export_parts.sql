CREATE TABLE "export_parts" (
	"export_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"recipe" "bytea" NOT NULL,
	"files" jsonb NOT NULL,
	"made_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "export_parts_export_id_part_pk" PRIMARY KEY("export_id","part")
);
--> statement-breakpoint
ALTER TABLE "exports" ADD COLUMN "wrapped_work_key" "bytea";--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE cascade ON UPDATE no action;