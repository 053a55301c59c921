import { AppProvider } from '@shopify/polaris';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { DocumentView } from '../../orders/read/views.ts';
import type { Language } from '../language.ts';
import { loadTexts, textsOf, TextsProvider } from '../texts.tsx';
import { DocumentCard } from './DocumentCard.tsx';

const invoice: DocumentView = {
  id: 'd1',
  kind: 'invoice',
  state: 'done',
  number: 'RE-1000',
  sevdeskId: '7',
  grossCents: 4000,
  taxCents: 638,
  sevdeskTaxCents: 638,
  paidCents: 4000,
  currency: 'EUR',
  taxRule: 1,
  positions: 2,
  day: '2026-11-24',
  adopted: false,
  bookings: [],
  mail: null,
};

/** What a merchant reads on the card, with plain spaces. */
async function shown(document: DocumentView, language: Language): Promise<string> {
  await loadTexts(language);
  const page = renderToStaticMarkup(
    <AppProvider i18n={textsOf(language, 'Europe/Berlin').polaris}>
      <TextsProvider language={language} timeZone="Europe/Berlin">
        <DocumentCard documents={[document]} orderId="1" stopped={false} />
      </TextsProvider>
    </AppProvider>,
  );
  return page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('the card of a document', () => {
  it('says by how much sevdesk rounds the tax otherwise, and shows sevdesk’s', async () => {
    const rounded = { ...invoice, sevdeskTaxCents: 639 };
    const german = await shown(rounded, 'de');
    expect(german).toContain('Darin Umsatzsteuer 6,39 €');
    expect(german).toContain('sevdesk rundet je Position: 6,39 € statt 6,38 € wie in Shopify, 1 Cent mehr.');
    expect(await shown(rounded, 'en')).toContain(
      'sevdesk rounds per position: €6.39 instead of €6.38 as in Shopify, 1 cent more.',
    );
  });

  it('says it of less tax as well, and of several cents', async () => {
    const rounded = { ...invoice, sevdeskTaxCents: 636, positions: 4 };
    expect(await shown(rounded, 'de')).toContain('6,36 € statt 6,38 € wie in Shopify, 2 Cent weniger.');
    expect(await shown(rounded, 'en')).toContain('€6.36 instead of €6.38 as in Shopify, 2 cents less.');
  });

  it.each(['de', 'en'] as const)(
    'says nothing of it where nothing differs or nothing is computed yet (%s)',
    async (language) => {
      for (const sevdeskTaxCents of [638, null])
        expect(await shown({ ...invoice, sevdeskTaxCents }, language)).not.toMatch(/rund|round/);
    },
  );

  it('shows a cancellation without the minus that its sums have in sevdesk', async () => {
    const cancellation = { ...invoice, kind: 'cancellation' as const };
    const equal = await shown({ ...cancellation, sevdeskTaxCents: -638 }, 'de');
    expect(equal).toContain('Darin Umsatzsteuer 6,38 €');
    expect(equal).not.toContain('rundet');
    expect(await shown({ ...cancellation, sevdeskTaxCents: -639 }, 'de')).toContain('1 Cent mehr.');
  });
});
