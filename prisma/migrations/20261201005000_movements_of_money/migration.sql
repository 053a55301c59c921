-- What became of each cent that moved, and what a payment cost.
CREATE TABLE "movement" (
    "shop_id" UUID NOT NULL,
    "transaction_gid" TEXT NOT NULL,
    "order_sync_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "documents_cents" BIGINT NOT NULL,
    "gift_cards_cents" BIGINT NOT NULL,
    "settled_cents" BIGINT NOT NULL,
    "open_cents" BIGINT NOT NULL,

    CONSTRAINT "movement_pkey" PRIMARY KEY ("shop_id","transaction_gid"),
    CONSTRAINT "movement_kind" CHECK ("kind" IN ('payment', 'refund')),
    CONSTRAINT "movement_adds_up"
      CHECK ("documents_cents" + "gift_cards_cents" + "settled_cents" + "open_cents" = "amount_cents")
);

CREATE TABLE "payment_fee" (
    "shop_id" UUID NOT NULL,
    "transaction_gid" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "order_sync_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "fee_cents" BIGINT NOT NULL,
    "tax_cents" BIGINT NOT NULL,

    CONSTRAINT "payment_fee_pkey" PRIMARY KEY ("shop_id","transaction_gid","currency")
);

CREATE INDEX "movement_order_sync_id_idx" ON "movement"("order_sync_id");
CREATE INDEX "movement_shop_id_day_transaction_gid_idx" ON "movement"("shop_id", "day", "transaction_gid");
-- What is on no document is little, and looked for often; so are gift cards and store credit.
CREATE INDEX "movement_open" ON "movement"("shop_id", "day") WHERE "open_cents" <> 0;
CREATE INDEX "movement_liability" ON "movement"("shop_id", "day", "transaction_gid")
  WHERE "gift_cards_cents" <> 0 OR "gateway" IN ('gift_card', 'shopify_store_credit');
CREATE INDEX "payment_fee_order_sync_id_idx" ON "payment_fee"("order_sync_id");
CREATE INDEX "payment_fee_shop_id_day_transaction_gid_idx" ON "payment_fee"("shop_id", "day", "transaction_gid");

ALTER TABLE "movement" ADD CONSTRAINT "movement_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "movement" ADD CONSTRAINT "movement_order_sync_id_fkey" FOREIGN KEY ("order_sync_id") REFERENCES "order_sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "payment_fee" ADD CONSTRAINT "payment_fee_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "payment_fee" ADD CONSTRAINT "payment_fee_order_sync_id_fkey" FOREIGN KEY ("order_sync_id") REFERENCES "order_sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which way the money of a booking went. Bookings on credit notes are few, so that this is no long lock.
ALTER TABLE "booking" ADD COLUMN "received" BOOLEAN NOT NULL DEFAULT true;
UPDATE "booking" SET "received" = false
  FROM "document" WHERE "document"."id" = "booking"."document_id" AND "document"."kind" <> 'invoice';

-- Sheets read the sums of an account from the index alone.
CREATE INDEX "booking_sheet"
  ON "booking"("shop_id", "check_account_id", "day", "id", "amount_cents", "received", "state", "elsewhere");
DROP INDEX "booking_shop_id_idx";
CREATE INDEX "booking_unsettled" ON "booking"("shop_id", "check_account_id", "day") WHERE "state" <> 'booked';
