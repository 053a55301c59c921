import type { Position } from '../documents.ts';
import type { Language } from '../texts/format.ts';

export type { Language } from '../texts/format.ts';

/** What a position is called that has no name in Shopify. */
export const LABELS: Record<Language, Record<Position['source']['kind'] | 'priceChange' | 'sku', string>> = {
  de: {
    line: 'Artikel',
    shipping: 'Versand',
    tip: 'Trinkgeld',
    duty: 'Zoll und Einfuhrabgaben',
    fee: 'Gebühr',
    rounding: 'Rundung',
    adjustment: 'Erstattung ohne Artikelbezug',
    priceChange: 'Preisänderung',
    sku: 'Artikelnummer',
  },
  en: {
    line: 'Item',
    shipping: 'Shipping',
    tip: 'Tip',
    duty: 'Duties and import charges',
    fee: 'Fee',
    rounding: 'Rounding',
    adjustment: 'Refund without an item',
    priceChange: 'Price change',
    sku: 'SKU',
  },
};

/** The name as Shopify has it, else the label of its kind. */
export const nameOr = (name: string | null | undefined, label: string): string => name?.trim() || label;
