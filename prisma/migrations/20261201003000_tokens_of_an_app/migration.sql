-- Only these refresh tokens are refreshed under this client id; null: stored by a former release, refreshed under any.
-- No row is rewritten. Processes of a former release go on.
ALTER TABLE "session" ADD COLUMN "client_id" TEXT,
ALTER COLUMN "updated_at" SET DEFAULT CURRENT_TIMESTAMP;
