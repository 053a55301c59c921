/** Where the button of a problem leads; a part of a page is named by its section. */
export const fixPages = {
  connect_sevdesk: '/app/sevdesk',
  settings_payments: '/app/sevdesk',
  settings_taxes: '/app/settings#taxes',
  settings_rules: '/app/settings#rules',
} as const;
