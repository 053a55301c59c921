-- AlterTable
ALTER TABLE "order_sync" ADD COLUMN     "decisions" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "questions" JSONB NOT NULL DEFAULT '[]';

