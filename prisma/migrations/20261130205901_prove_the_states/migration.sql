ALTER TABLE "order_sync" VALIDATE CONSTRAINT "order_sync_state";
ALTER TABLE "document" VALIDATE CONSTRAINT "document_state";
ALTER TABLE "booking" VALIDATE CONSTRAINT "booking_state";
ALTER TABLE "outgoing_mail" VALIDATE CONSTRAINT "outgoing_mail_state";
ALTER TABLE "dead_letter" VALIDATE CONSTRAINT "dead_letter_state";
ALTER TABLE "breaker" VALIDATE CONSTRAINT "breaker_state";
ALTER TABLE "alert_mail" VALIDATE CONSTRAINT "alert_mail_state";
ALTER TABLE "privacy_request" VALIDATE CONSTRAINT "privacy_request_state";
