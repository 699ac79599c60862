ALTER TABLE "devices" ADD COLUMN "journal_stated" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "adopted_segments" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "gaps_lost" ON "gaps" USING btree ("cause") WHERE cause in ('footage-lost', 'key-lost');