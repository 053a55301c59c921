-- Every write remembers when it was sent, how often it was looked for in vain, and a refusal that is not believed yet.
ALTER TABLE "document" ADD COLUMN "refusal" JSONB;

ALTER TABLE "booking" ADD COLUMN "empty_look_ups" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "refusal" JSONB;

-- Who creates a contact is one thing, when its creation was sent another.
ALTER TABLE "contact_link" ADD COLUMN "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN "empty_look_ups" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "refusal" JSONB,
ALTER COLUMN "requested_at" DROP NOT NULL;
UPDATE "contact_link" SET "claimed_at" = "requested_at";
ALTER TABLE "contact_link" ALTER COLUMN "claimed_at" SET NOT NULL;
