CREATE TABLE "guess_counters" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"ends_at" timestamp (6) with time zone NOT NULL
);
