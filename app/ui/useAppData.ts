import { useRouteLoaderData } from '@remix-run/react';
import type { Language } from './language.ts';

/** What every page of the app knows; made by the layout's loader (routes/app). */
export interface AppData {
  /** The merchant's own choice; null follows the admin. */
  language: Language | null;
  timeZone: string;
  /** Where to write for help; null when the operator names no address. */
  supportEmail: string | null;
  /** What stops the whole shop, if anything. */
  notice: 'merchant' | 'sevdesk_key' | 'shopify_token' | null;
}

/** Null on pages outside the app, and where its layout could not be loaded. */
export const useAppData = (): AppData | null =>
  (useRouteLoaderData('routes/app') as AppData | undefined) ?? null;
