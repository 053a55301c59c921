import { createHash } from 'node:crypto';
import { z } from 'zod';
import { stateMachine } from './stateMachine.ts';

// What a privacy request is to those who take it in and those who answer it.

/** `kept`: the shop is installed again, so nothing of it is deleted. `unreadable`: for the operator to look at. */
export const privacyStates = stateMachine({
  table: 'privacy_request',
  starts: ['open', 'unreadable', 'done'],
  moves: { open: ['done', 'kept'], unreadable: [], done: [], kept: [] },
});

export type PrivacyKind = 'data_request' | 'redact_customer' | 'redact_shop';

/** Whose data a privacy request is about. Personal itself, so it is kept encrypted and only until it is answered. */
export interface PrivacySubject {
  /** The shop that the signed body names; the headers of a webhook are not signed. */
  domain: string;
  customerId: string | null;
  emails: string[];
  orderIds: string[];
  /** What Shopify or the merchant calls the request. */
  reference: string | null;
  /** A merchant wants everything deleted although the app stays installed. */
  evenInstalled?: boolean;
}

const subject: z.ZodType<PrivacySubject> = z.object({
  domain: z.string(),
  customerId: z.string().nullable(),
  emails: z.array(z.string()),
  orderIds: z.array(z.string()),
  reference: z.string().nullable(),
  evenInstalled: z.boolean().optional(),
});

/** A subject as its request keeps it. */
export const readSubject = (text: string): PrivacySubject => subject.parse(JSON.parse(text));

/** Names a shop in the records that outlive it: enough to answer "was this shop deleted?", not to list who they were. */
export const shopHash = (domain: string): string => createHash('sha256').update(domain).digest('hex');
