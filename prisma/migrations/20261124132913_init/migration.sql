-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "domain" TEXT NOT NULL,
    "name" TEXT,
    "currency" TEXT,
    "country" TEXT,
    "timezone" TEXT,
    "taxes_included" BOOLEAN,
    "email_encrypted" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'de',
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "sync_from" TIMESTAMPTZ(3),
    "shadow_since" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" TEXT,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token_encrypted" TEXT NOT NULL,
    "refresh_token_encrypted" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "refresh_lease_until" TIMESTAMPTZ(3),
    "user_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sevdesk_connection" (
    "shop_id" UUID NOT NULL,
    "token_encrypted" TEXT NOT NULL,
    "token_last4" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ok',
    "account_key" TEXT NOT NULL,
    "system_version" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "contact_person_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "quantity_rounding" TEXT NOT NULL DEFAULT 'per_line',
    "requests_per_second" INTEGER NOT NULL DEFAULT 3,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sevdesk_connection_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "settings" (
    "shop_id" UUID NOT NULL,
    "value" JSONB NOT NULL,
    "alert_email_encrypted" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "gateway_account" (
    "shop_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "check_account_id" TEXT NOT NULL,
    "check_account_name" TEXT NOT NULL,

    CONSTRAINT "gateway_account_pkey" PRIMARY KEY ("shop_id","gateway")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "shop_domain" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "shop_id" UUID,
    "topic" TEXT NOT NULL,
    "order_gid" TEXT,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body_encrypted" TEXT,
    "trace_parent" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_sync" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "order_gid" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "order_name" TEXT NOT NULL DEFAULT '',
    "buyer_encrypted" TEXT,
    "buyer_index" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "number_index" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "gateway" TEXT,
    "currency" TEXT,
    "total_cents" BIGINT NOT NULL DEFAULT 0,
    "processed_at" TIMESTAMPTZ(3),
    "order_updated_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "problem_code" TEXT,
    "problem_facts" JSONB,
    "problem_at" TIMESTAMPTZ(3),
    "invoice_number" TEXT,
    "tax_rule" INTEGER,
    "evidence_encrypted" TEXT,
    "controls" JSONB,
    "snapshot_encrypted" TEXT,
    "vat_check_encrypted" TEXT,
    "personal_until" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),
    "read_digest" TEXT,
    "found_digest" TEXT,
    "found_at" TIMESTAMPTZ(3),
    "wanted_revision" BIGINT NOT NULL DEFAULT 1,
    "done_revision" BIGINT NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "lane" INTEGER NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "synced_at" TIMESTAMPTZ(3),
    "latency_ms" INTEGER,
    "listed_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "archived" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "order_sync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_link" (
    "shop_id" UUID NOT NULL,
    "account_key" TEXT NOT NULL,
    "customer_number" TEXT NOT NULL,
    "sevdesk_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" UUID NOT NULL,
    "details_encrypted" TEXT,

    CONSTRAINT "contact_link_pkey" PRIMARY KEY ("shop_id","account_key","customer_number")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "order_sync_id" UUID NOT NULL,
    "order_gid" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source_gid" TEXT NOT NULL,
    "marker" TEXT NOT NULL,
    "account_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "plan_encrypted" TEXT NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "gross_cents" BIGINT NOT NULL,
    "tax_cents" BIGINT NOT NULL,
    "tax_rule" INTEGER NOT NULL,
    "positions" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "remote_kind" TEXT NOT NULL,
    "writes" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3),
    "empty_look_ups" INTEGER NOT NULL DEFAULT 0,
    "refers_to_id" UUID,
    "sevdesk_id" TEXT,
    "number" TEXT,
    "paid_cents" BIGINT NOT NULL DEFAULT 0,
    "sevdesk_tax_cents" BIGINT,
    "adopted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "numbered_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "transaction_gid" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "check_account_id" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "elsewhere" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3),
    "booked_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" UUID NOT NULL,
    "order_sync_id" UUID NOT NULL,
    "document_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "step" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "duration_ms" INTEGER,
    "fence" BIGINT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "to_encrypted" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "order_sync_id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "hint" JSONB NOT NULL,
    "error" JSONB NOT NULL,
    "retry_count" INTEGER NOT NULL,
    "steps" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "again_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breaker" (
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'closed',
    "failures_in_row" INTEGER NOT NULL DEFAULT 0,
    "recent" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "opened_at" TIMESTAMPTZ(3),
    "probe_at" TIMESTAMPTZ(3),
    "probes_sent" INTEGER NOT NULL DEFAULT 0,
    "probes_good" INTEGER NOT NULL DEFAULT 0,
    "probes_bad" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "breaker_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "breaker_change" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "breaker_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_gate" (
    "account_key" TEXT NOT NULL,
    "next_request_at" TIMESTAMPTZ(3),
    "numbering_owner" TEXT,
    "numbering_until" TIMESTAMPTZ(3),
    "numbering_fence" BIGINT NOT NULL DEFAULT 0,
    "hold_until" TIMESTAMPTZ(3),

    CONSTRAINT "account_gate_pkey" PRIMARY KEY ("account_key")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reached" TIMESTAMPTZ(3),
    "watermark" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "enqueued" INTEGER NOT NULL DEFAULT 0,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_gate" (
    "shop_id" UUID NOT NULL,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "paid_off_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_gate_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "open_key" TEXT,
    "mail_id" UUID,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_mail" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "day" DATE,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "pool_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "job_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("pool_id")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_hash" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "subject_encrypted" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privacy_export" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "shop_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "orders" INTEGER NOT NULL,
    "content_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "privacy_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_access" (
    "shop_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "data_access_pkey" PRIMARY KEY ("shop_id","hour","actor","what","target")
);

-- CreateTable
CREATE TABLE "key_check" (
    "key_id" TEXT NOT NULL,
    "value_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("key_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "session_shop_id_idx" ON "session"("shop_id");

-- CreateIndex
CREATE INDEX "sevdesk_connection_account_key_idx" ON "sevdesk_connection"("account_key");

-- CreateIndex
CREATE INDEX "webhook_delivery_shop_id_order_gid_idx" ON "webhook_delivery"("shop_id", "order_gid");

-- CreateIndex
CREATE INDEX "webhook_delivery_shop_id_id_idx" ON "webhook_delivery"("shop_id", "id");

-- CreateIndex
CREATE INDEX "webhook_delivery_received_at_idx" ON "webhook_delivery"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_shop_domain_webhook_id_key" ON "webhook_delivery"("shop_domain", "webhook_id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_archived_state_listed_at_id_idx" ON "order_sync"("shop_id", "archived", "state", "listed_at", "id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_archived_listed_at_id_idx" ON "order_sync"("shop_id", "archived", "listed_at", "id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_archived_changed_at_id_idx" ON "order_sync"("shop_id", "archived", "changed_at", "id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_archived_total_cents_id_idx" ON "order_sync"("shop_id", "archived", "total_cents", "id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_archived_order_name_id_idx" ON "order_sync"("shop_id", "archived", "order_name", "id");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_problem_code_idx" ON "order_sync"("shop_id", "problem_code");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_synced_at_idx" ON "order_sync"("shop_id", "synced_at");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_order_id_idx" ON "order_sync"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "order_sync_buyer_index_idx" ON "order_sync" USING GIN ("buyer_index");

-- CreateIndex
CREATE INDEX "order_sync_number_index_idx" ON "order_sync" USING GIN ("number_index");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_lane_next_attempt_at_idx" ON "order_sync"("shop_id", "lane", "next_attempt_at");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_lease_until_idx" ON "order_sync"("shop_id", "lease_until");

-- CreateIndex
CREATE INDEX "order_sync_shop_id_found_at_idx" ON "order_sync"("shop_id", "found_at");

-- CreateIndex
CREATE INDEX "order_sync_personal_until_idx" ON "order_sync"("personal_until");

-- CreateIndex
CREATE UNIQUE INDEX "order_sync_shop_id_order_gid_key" ON "order_sync"("shop_id", "order_gid");

-- CreateIndex
CREATE INDEX "document_order_sync_id_idx" ON "document"("order_sync_id");

-- CreateIndex
CREATE INDEX "document_shop_id_sevdesk_id_idx" ON "document"("shop_id", "sevdesk_id");

-- CreateIndex
CREATE INDEX "document_refers_to_id_idx" ON "document"("refers_to_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_shop_id_order_gid_kind_source_gid_key" ON "document"("shop_id", "order_gid", "kind", "source_gid");

-- CreateIndex
CREATE UNIQUE INDEX "document_shop_id_marker_key" ON "document"("shop_id", "marker");

-- CreateIndex
CREATE INDEX "booking_shop_id_idx" ON "booking"("shop_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_document_id_transaction_gid_key" ON "booking"("document_id", "transaction_gid");

-- CreateIndex
CREATE INDEX "event_order_sync_id_id_idx" ON "event"("order_sync_id", "id");

-- CreateIndex
CREATE INDEX "event_shop_id_at_idx" ON "event"("shop_id", "at");

-- CreateIndex
CREATE INDEX "outgoing_mail_shop_id_state_idx" ON "outgoing_mail"("shop_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mail_document_id_key" ON "outgoing_mail"("document_id");

-- CreateIndex
CREATE INDEX "dead_letter_shop_id_state_created_at_idx" ON "dead_letter"("shop_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "dead_letter_state_again_at_idx" ON "dead_letter"("state", "again_at");

-- CreateIndex
CREATE INDEX "dead_letter_order_sync_id_idx" ON "dead_letter"("order_sync_id");

-- CreateIndex
CREATE INDEX "breaker_change_key_at_idx" ON "breaker_change"("key", "at");

-- CreateIndex
CREATE INDEX "reconciliation_run_shop_id_kind_started_at_idx" ON "reconciliation_run"("shop_id", "kind", "started_at");

-- CreateIndex
CREATE INDEX "audit_entry_shop_id_at_idx" ON "audit_entry"("shop_id", "at");

-- CreateIndex
CREATE INDEX "alert_shop_id_closed_at_idx" ON "alert"("shop_id", "closed_at");

-- CreateIndex
CREATE INDEX "alert_mail_id_idx" ON "alert"("mail_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_shop_id_open_key_key" ON "alert"("shop_id", "open_key");

-- CreateIndex
CREATE INDEX "alert_mail_state_due_at_idx" ON "alert_mail"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_mail_shop_id_day_key" ON "alert_mail"("shop_id", "day");

-- CreateIndex
CREATE INDEX "privacy_request_state_run_at_idx" ON "privacy_request"("state", "run_at");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_request_shop_hash_webhook_id_key" ON "privacy_request"("shop_hash", "webhook_id");

-- CreateIndex
CREATE INDEX "privacy_export_expires_at_idx" ON "privacy_export"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_export_shop_id_reference_key" ON "privacy_export"("shop_id", "reference");

-- CreateIndex
CREATE INDEX "data_access_hour_idx" ON "data_access"("hour");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sevdesk_connection" ADD CONSTRAINT "sevdesk_connection_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settings" ADD CONSTRAINT "settings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gateway_account" ADD CONSTRAINT "gateway_account_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_sync" ADD CONSTRAINT "order_sync_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_link" ADD CONSTRAINT "contact_link_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_order_sync_id_fkey" FOREIGN KEY ("order_sync_id") REFERENCES "order_sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_refers_to_id_fkey" FOREIGN KEY ("refers_to_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_order_sync_id_fkey" FOREIGN KEY ("order_sync_id") REFERENCES "order_sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dead_letter" ADD CONSTRAINT "dead_letter_order_sync_id_fkey" FOREIGN KEY ("order_sync_id") REFERENCES "order_sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_gate" ADD CONSTRAINT "reconciliation_gate_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "alert_mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_mail" ADD CONSTRAINT "alert_mail_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "privacy_export" ADD CONSTRAINT "privacy_export_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_access" ADD CONSTRAINT "data_access_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

