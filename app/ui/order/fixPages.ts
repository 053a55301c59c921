/** Where the button of a problem leads; a part of a page is named by its section. */
export const fixPages = {
  connect_sevdesk: '/app/sevdesk',
  settings_payments: '/app/sevdesk',
  settings_taxes: '/app/settings#taxes',
  settings_rules: '/app/settings#rules',
} as const;

/** The page of the app on which a problem is mended; null where it is mended elsewhere, or by itself. */
export function fixPageOf(action: string): { action: keyof typeof fixPages; url: string } | null {
  if (!Object.hasOwn(fixPages, action)) return null;
  const known = action as keyof typeof fixPages;
  return { action: known, url: fixPages[known] };
}
