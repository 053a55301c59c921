/** What one code means, in plain words. Texts name facts in braces; "...Cents" is printed as an amount. */
export interface Entry {
  /** Who can mend it. `itself`: it goes away without anybody doing anything. */
  fixedBy: 'merchant' | 'adviser' | 'operator' | 'itself';
  /** The button or link that leads to the fix. */
  action:
    | 'sync_again'
    | 'connect_sevdesk'
    | 'settings_payments'
    | 'settings_taxes'
    | 'settings_rules'
    | 'open_order'
    | 'open_sevdesk'
    | 'open_app'
    | 'contact_support'
    | 'none';
  de: Text;
  en: Text;
}

interface Text {
  title: string;
  /** What is the matter, with the order's own figures. */
  explanation: string;
  /** What to do. */
  fix: string;
}

/** Keeps the codes as literal keys while checking the entries. */
export const entries = <Code extends string>(list: Record<Code, Entry>): Record<Code, Entry> => list;
