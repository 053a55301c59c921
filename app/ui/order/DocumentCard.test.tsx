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
  lines: [],
  day: '2026-11-24',
  adopted: false,
  bookings: [],
  mail: null,
};

/** What a merchant reads on the card, with plain spaces. */
async function shown(document: DocumentView, language: Language, stopped = false): Promise<string> {
  await loadTexts(language);
  const page = renderToStaticMarkup(
    <AppProvider i18n={textsOf(language, 'Europe/Berlin').polaris}>
      <TextsProvider language={language} timeZone="Europe/Berlin">
        <DocumentCard documents={[document]} orderId="1" stopped={stopped} />
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
      'sevdesk rounds per line item: €6.39 instead of €6.38 as in Shopify, 1 cent more.',
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

  const payment = {
    ...{ gateway: 'paypal', checkAccountName: 'PayPal', amountCents: 4000, day: '2026-11-24' },
    state: 'planned' as const,
  };
  const mail = {
    id: 'm1',
    to: 'kunde@example.com',
    state: 'planned' as const,
    sentAt: null,
    undecided: false,
  };

  it('promises neither money nor mail of an invoice that was stopped before sevdesk had it', async () => {
    const planned = { ...invoice, state: 'planned' as const, number: null, bookings: [payment], mail };
    const going = await shown({ ...planned, mail: null }, 'de');
    expect(going).toMatch(/In Arbeit.*wird noch gebucht/);
    const stopped = await shown(planned, 'de', true);
    expect(stopped).toContain('Nicht angelegt');
    expect(stopped).not.toMatch(/gebucht|E-Mail/);
    expect(await shown({ ...planned, state: 'write_requested' }, 'en', true)).not.toMatch(/booked|E-mail/);
  });

  it('says of a booking that sevdesk does not show that it does not, not that it is under way', async () => {
    const unclear = {
      ...invoice,
      state: 'open' as const,
      bookings: [{ ...payment, state: 'unclear' as const }],
    };
    expect(await shown(unclear, 'de', true)).toContain('zeigt sie aber nicht');
    expect(await shown(unclear, 'en', true)).toContain('does not show it');
  });

  it('shows a cancellation without the minus that its sums have in sevdesk', async () => {
    const cancellation = { ...invoice, kind: 'cancellation' as const };
    const equal = await shown({ ...cancellation, sevdeskTaxCents: -638 }, 'de');
    expect(equal).toContain('Darin Umsatzsteuer 6,38 €');
    expect(equal).not.toContain('rundet');
    expect(await shown({ ...cancellation, sevdeskTaxCents: -639 }, 'de')).toContain('1 Cent mehr.');
  });
});
