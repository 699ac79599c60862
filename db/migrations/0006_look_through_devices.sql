CREATE INDEX "devices_listed" ON "devices" USING btree ("id","person_id","folded_hostname","retired_at","revoked_at");--> statement-breakpoint
CREATE INDEX "devices_version" ON "devices" USING btree ("version_key" collate "C","id");--> statement-breakpoint
CREATE INDEX "devices_policy" ON "devices" USING btree ("policy_version","id");--> statement-breakpoint
CREATE INDEX "people_unconfirmed" ON "people" USING btree ("id") WHERE is_unconfirmed;