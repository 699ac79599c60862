-- What somebody was given is told in full: a view and its stretches only grow.
CREATE FUNCTION refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was watched is never told shorter' USING ERRCODE = 'restrict_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER "views_only_grow" BEFORE UPDATE ON "views" FOR EACH ROW
WHEN (
  new.footage_from IS DISTINCT FROM least(old.footage_from, new.footage_from)
  OR new.footage_to IS DISTINCT FROM greatest(old.footage_to, new.footage_to)
  OR new.live_at IS DISTINCT FROM greatest(old.live_at, new.live_at)
)
EXECUTE FUNCTION refuse_shrinking();
--> statement-breakpoint
CREATE TRIGGER "view_stretches_only_grow" BEFORE UPDATE ON "view_stretches" FOR EACH ROW
WHEN (
  new.footage_from IS DISTINCT FROM least(old.footage_from, new.footage_from)
  OR new.footage_to IS DISTINCT FROM greatest(old.footage_to, new.footage_to)
)
EXECUTE FUNCTION refuse_shrinking();
