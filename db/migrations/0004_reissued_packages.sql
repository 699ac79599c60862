ALTER TABLE "evidence_packages" ADD COLUMN "verdict" jsonb;--> statement-breakpoint
ALTER TABLE "evidence_packages" ADD COLUMN "uncommitted_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "evidence_packages" ADD COLUMN "reissue_of" uuid;--> statement-breakpoint
CREATE INDEX "evidence_packages_uncommitted" ON "evidence_packages" USING btree ("uncommitted_at") WHERE uncommitted_at is not null;