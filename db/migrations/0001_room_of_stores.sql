CREATE TABLE "store_pressures" (
	"store" text NOT NULL,
	"node" text NOT NULL,
	"at" timestamp (6) with time zone NOT NULL,
	"level" text NOT NULL,
	"cause" text,
	"free_bytes" bigint NOT NULL,
	"total_bytes" bigint NOT NULL,
	CONSTRAINT "store_pressures_store_node_pk" PRIMARY KEY("store","node")
);
--> statement-breakpoint
ALTER TABLE "storage_samples" ALTER COLUMN "free_bytes" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "storage_samples" ALTER COLUMN "total_bytes" DROP NOT NULL;