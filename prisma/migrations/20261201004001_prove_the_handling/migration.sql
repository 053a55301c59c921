ALTER TABLE "gateway_account" VALIDATE CONSTRAINT "gateway_account_handling_check";
ALTER TABLE "booking" VALIDATE CONSTRAINT "booking_handling_check";
