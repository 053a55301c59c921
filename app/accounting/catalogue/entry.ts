import type { PlaceholdersIn } from '../texts/placeholders.ts';
import type { ProblemFactName } from '../texts/factNames.ts';

/** What one code means, in plain words. Texts name facts in braces; what a fact is written like, factNames.ts says. */
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
    | 'accept_payment'
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

/** The facts that the texts of one entry name, in one language. */
export type FactsNamed<Of extends Entry, Language extends 'de' | 'en'> = PlaceholdersIn<
  Of[Language][keyof Text]
>;

/** What is wrong with the braces of an entry; `unknown` when nothing is. */
type Faults<Of extends Entry> = [Exclude<FactsNamed<Of, 'de' | 'en'>, ProblemFactName>] extends [never]
  ? [FactsNamed<Of, 'de'>, FactsNamed<Of, 'en'>] extends [FactsNamed<Of, 'en'>, FactsNamed<Of, 'de'>]
    ? unknown
    : { 'German and English must name the same facts': FactsNamed<Of, 'de' | 'en'> }
  : { 'not in factNames.ts': Exclude<FactsNamed<Of, 'de' | 'en'>, ProblemFactName> };

/** Keeps the texts as literal types, so that `problem()` knows the facts they ask for, while checking the entries. */
export const entries = <const List extends Record<string, Entry>>(
  list: List & { [Code in keyof List]: Faults<List[Code]> },
): List => list;
