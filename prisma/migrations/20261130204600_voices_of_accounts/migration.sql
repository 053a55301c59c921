-- The host's breaker counts accounts: whose answer each of the recent ones is. It starts anew.
ALTER TABLE "breaker" ADD COLUMN "accounts" TEXT[] DEFAULT ARRAY[]::TEXT[];
DELETE FROM "breaker" WHERE "key" = 'host';
