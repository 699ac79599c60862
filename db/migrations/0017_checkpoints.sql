CREATE TABLE "checkpoint_contradictions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "checkpoint_contradictions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"checkpoint" bigint NOT NULL,
	"kept_hash" "bytea" NOT NULL,
	"shown_hash" "bytea",
	"found_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"number" bigint PRIMARY KEY NOT NULL,
	"jws" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"stretch_from" timestamp (6) with time zone NOT NULL,
	"stretch_to" timestamp (6) with time zone NOT NULL,
	"statements" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"made_at" timestamp (6) with time zone NOT NULL,
	"timestamp_token" "bytea",
	"timestamped_at" timestamp (6) with time zone,
	"timestamp_error" text,
	"timestamp_not_before" timestamp (6) with time zone
);
--> statement-breakpoint
CREATE TABLE "journal_closing" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"closed_to" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "journal_closing_is_one_row" CHECK (is_only)
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "checkpoint_seen" bigint;--> statement-breakpoint
ALTER TABLE "checkpoint_contradictions" ADD CONSTRAINT "checkpoint_contradictions_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "checkpoint_contradictions_once" ON "checkpoint_contradictions" USING btree ("device_id","checkpoint","kind","kept_hash");--> statement-breakpoint
CREATE INDEX "checkpoints_to" ON "checkpoints" USING btree ("stretch_to");--> statement-breakpoint
CREATE INDEX "checkpoints_unstamped" ON "checkpoints" USING btree ("number") WHERE timestamp_token is null;--> statement-breakpoint
CREATE INDEX "journal_entries_received" ON "journal_entries" USING brin ("received_at") WITH (autosummarize=true);--> statement-breakpoint
-- Nothing is received into an hour that is closed, whatever clock it was stamped by. The lock is
-- shared among entries until they commit; the closing takes it alone, and so waits for those under
-- way. 7426030 is `journalClosing` of db/advisory-locks.ts.
CREATE FUNCTION refuse_closed_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7426030);
  -- A statement of its own, so that it sees what was committed before the lock was had.
  SELECT closed_to INTO closed FROM journal_closing;
  IF NEW.received_at < closed THEN
    RAISE EXCEPTION 'received at %, and the time before % is closed', NEW.received_at, closed
      USING ERRCODE = 'WC001';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER journal_entries_received_openly BEFORE INSERT ON "journal_entries"
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_time();
--> statement-breakpoint
CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.closed_to < OLD.closed_to THEN
    RAISE EXCEPTION 'time that is closed stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER journal_closing_goes_forward BEFORE UPDATE ON "journal_closing"
  FOR EACH ROW EXECUTE FUNCTION refuse_reopening();
--> statement-breakpoint
CREATE TRIGGER journal_closing_stays BEFORE DELETE OR TRUNCATE ON "journal_closing"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The time-stamp comes later, once. All else stands from the first.
CREATE TRIGGER checkpoints_append_only BEFORE DELETE ON "checkpoints"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoints_stay BEFORE UPDATE ON "checkpoints"
  FOR EACH ROW WHEN (
    OLD.timestamp_token IS NOT NULL
    OR (OLD.number, OLD.jws, OLD.hash, OLD.stretch_from, OLD.stretch_to, OLD.statements, OLD.root, OLD.made_at)
      IS DISTINCT FROM
      (NEW.number, NEW.jws, NEW.hash, NEW.stretch_from, NEW.stretch_to, NEW.statements, NEW.root, NEW.made_at)
  ) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON "checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoint_contradictions_append_only BEFORE UPDATE OR DELETE ON "checkpoint_contradictions"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoint_contradictions_no_truncate BEFORE TRUNCATE ON "checkpoint_contradictions"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
