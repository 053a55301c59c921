-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "proven_at" TIMESTAMPTZ(3);
