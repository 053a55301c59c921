-- The states of each table, as app/sync/states.ts and its like list them. Rows are proven by the next migration, so that
-- no table is locked meanwhile.
ALTER TABLE "order_sync" ADD CONSTRAINT "order_sync_state" CHECK ("state" IN ('waiting', 'synced', 'skipped', 'parked')) NOT VALID;
ALTER TABLE "document" ADD CONSTRAINT "document_state" CHECK ("state" IN ('planned', 'write_requested', 'draft', 'discard_requested', 'finalise_requested', 'open', 'done', 'withdrawn')) NOT VALID;
ALTER TABLE "booking" ADD CONSTRAINT "booking_state" CHECK ("state" IN ('planned', 'requested', 'unclear', 'booked')) NOT VALID;
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_state" CHECK ("state" IN ('planned', 'requested', 'unclear', 'failed', 'sent', 'dropped')) NOT VALID;
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_state" CHECK ("state" IN ('open', 'requeued', 'resolved', 'skipped', 'archived')) NOT VALID;
ALTER TABLE "breaker" ADD CONSTRAINT "breaker_state" CHECK ("state" IN ('closed', 'open', 'half_open')) NOT VALID;
ALTER TABLE "alert_mail" ADD CONSTRAINT "alert_mail_state" CHECK ("state" IN ('planned', 'requested', 'sent', 'unclear', 'failed', 'obsolete')) NOT VALID;
ALTER TABLE "privacy_request" ADD CONSTRAINT "privacy_request_state" CHECK ("state" IN ('open', 'done', 'kept', 'unreadable')) NOT VALID;
