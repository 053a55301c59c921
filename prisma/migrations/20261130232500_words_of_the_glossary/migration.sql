-- Names alone: docs/glossary.md. No row is touched; each statement wants its table for a moment. Processes of a former
-- release do not know the new names and have to be stopped before.
ALTER TABLE "order_sync" RENAME COLUMN "lane" TO "priority";
ALTER INDEX "order_sync_shop_id_lane_next_attempt_at_idx" RENAME TO "order_sync_shop_id_priority_next_attempt_at_idx";
ALTER TABLE "shop" RENAME COLUMN "shadow_since" TO "trial_since";
ALTER TABLE "account_gate" RENAME TO "sevdesk_account";
ALTER TABLE "sevdesk_account" RENAME CONSTRAINT "account_gate_pkey" TO "sevdesk_account_pkey";
ALTER TABLE "reconciliation_gate" RENAME TO "reconciliation_lease";
ALTER TABLE "reconciliation_lease" RENAME CONSTRAINT "reconciliation_gate_pkey" TO "reconciliation_lease_pkey";
ALTER TABLE "reconciliation_lease" RENAME CONSTRAINT "reconciliation_gate_shop_id_fkey" TO "reconciliation_lease_shop_id_fkey";
