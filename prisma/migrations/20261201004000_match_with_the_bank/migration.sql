-- How the money of a gateway is booked: on a clearing account as before, against the entry that the bank's feed brings, or
-- not at all. Columns with constant defaults: no row is rewritten.
ALTER TABLE "gateway_account" ADD COLUMN "handling" TEXT NOT NULL DEFAULT 'clear',
ALTER COLUMN "check_account_id" DROP NOT NULL,
ALTER COLUMN "check_account_name" DROP NOT NULL;
ALTER TABLE "gateway_account" ADD CONSTRAINT "gateway_account_handling_check"
  CHECK ("handling" IN ('clear', 'match', 'leave_open') AND ("handling" = 'leave_open') = ("check_account_id" IS NULL)) NOT VALID;

ALTER TABLE "booking" ADD COLUMN "handling" TEXT NOT NULL DEFAULT 'clear',
ADD COLUMN "entry_id" TEXT;
ALTER TABLE "booking" ADD CONSTRAINT "booking_handling_check" CHECK ("handling" IN ('clear', 'match')) NOT VALID;

-- Each entry of a statement pays one booking, whoever comes first.
CREATE TABLE "claimed_entry" (
    "account_key" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,

    CONSTRAINT "claimed_entry_pkey" PRIMARY KEY ("account_key","entry_id")
);
CREATE UNIQUE INDEX "claimed_entry_booking_id_key" ON "claimed_entry"("booking_id");
CREATE INDEX "claimed_entry_shop_id_idx" ON "claimed_entry"("shop_id");
ALTER TABLE "claimed_entry" ADD CONSTRAINT "claimed_entry_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "claimed_entry" ADD CONSTRAINT "claimed_entry_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE CASCADE ON UPDATE CASCADE;
