import type { PlannedDocument } from '../../../app/accounting/documents.ts';
import { cents, rate } from '../../../app/accounting/money.ts';
import { someInvoice, someRecipient } from '../../support/sevdesk.ts';
import { notSeen, seen, type Finding, type OpenFact } from './openFact.ts';
import { done, told, type SevdeskAccount } from './sevdeskAccount.ts';

// Asked with drafts and reads, which leave nothing behind.

const one = (gross: number, percent: number, quantity = 1) => {
  const [shirt] = someInvoice().positions;
  return {
    ...shirt!,
    quantity,
    unitGross: cents(gross),
    gross: cents(gross * quantity),
    rate: rate(percent * 100),
  };
};

const underRule = (
  id: string,
  taxRule: PlannedDocument['taxRule'],
  country: string,
  what: string,
): OpenFact<SevdeskAccount> => ({
  id,
  question: `Is a draft under rule ${taxRule} (${what}) taken as the product sends it?`,
  until: 'a refusal parks the order with its problem before anything has a number.',
  async ask({ draft }) {
    return seen(
      told(
        await draft(id, {
          taxRule,
          recipient: { ...someRecipient, countryCode: country },
          deliveryCountry: country,
          positions: [one(1200, taxRule === 18 ? 20 : 0)],
        }),
      ),
    );
  },
});

export const sevdeskDraftFacts: readonly OpenFact<SevdeskAccount>[] = [
  {
    id: 'lists-drafts',
    question: 'Does the filter by note list drafts, and how soon?',
    until: 'two empty look-ups, the last one 115 s after the write, before it is repeated.',
    async ask({ draft, client, marker }) {
      done(await draft('lag'));
      const began = performance.now();
      for (let look = 1; look <= 20; look++) {
        const rows = done(await client.findByMarker('invoice', marker('lag')));
        const ms = Math.round(performance.now() - began);
        if (rows.length > 0) return seen(`Yes, at look-up ${look}, within ${ms} ms.`);
      }
      return seen('Not within 20 look-ups.');
    },
  },
  {
    id: 'note-length',
    question: 'How long may customerInternalNote be?',
    until: 'markers stay under 64 characters.',
    async ask({ draft, client }) {
      const kept: string[] = [];
      for (const length of [64, 128, 255, 256, 512]) {
        const note = `${length}-`.padEnd(length, 'x');
        const answer = await draft('length', { marker: note });
        if (answer.kind !== 'done') kept.push(`${length}: ${told(answer)}`);
        else {
          const stored = done(await client.get('invoice', answer.value.id)).marker?.length ?? 0;
          kept.push(`${length}: ${stored === length ? 'kept' : `cut to ${stored}`}`);
        }
      }
      return seen(`${kept.join('; ')}.`);
    },
  },
  {
    id: 'gross-rounding',
    question: 'Are gross prices with a quantity rounded per unit or per line?',
    until: 'the draft is compared with the plan before it gets a number.',
    async ask({ draft }) {
      const { net } = done(await draft('rounding', { positions: [one(99, 19, 7)] }));
      const meaning = net === 582 ? 'per line' : net === 581 ? 'per unit' : 'neither per line nor per unit';
      return seen(`7 × 0.99 at 19 % is ${net} cents net: ${meaning}.`);
    },
  },
  underRule('rule-18', 18, 'FR', 'One Stop Shop, goods'),
  underRule('rule-2', 2, 'CH', 'export'),
  underRule('rule-3', 3, 'AT', 'intra-community supply'),
  {
    id: 'foreign-currency',
    question: 'Is an invoice in US dollars taken, and what are its sums?',
    until: 'invoices are in the currency of the books only.',
    ask: async ({ draft }) =>
      seen(told(await draft('dollars', { currency: 'USD' as PlannedDocument['currency'] }))),
  },
  {
    id: 'small-business',
    question: 'Does an account under § 19 UStG turn a taxed draft into rule 11 without a word?',
    until: 'rule and tax of each draft are compared with the plan.',
    async ask({ client, draft }) {
      if (done(await client.regime()) === 'regular') return notSeen('this account is a regular one');
      return seen(told(await draft('taxed', { taxRule: 1 })));
    },
  },
  {
    id: 'contact-by-email',
    question: 'Does GET /Contact filter by email?',
    until: 'contacts are found by customer number only.',
    async ask({ raw }) {
      const { json } = await raw('GET', '/Contact?depth=1&limit=50&email=nobody-has-this%40example.invalid');
      const rows = (json as { objects?: unknown[] } | null)?.objects ?? [];
      return seen(rows.length === 0 ? 'Yes: nothing for an address nobody has.' : 'No: it is ignored.');
    },
  },
  {
    id: 'update-on-read',
    question: 'Does getPdf of a draft move its "update"?',
    until: 'whatever moved is compared by its content.',
    async ask({ draft, client }) {
      const { id } = done(await draft('read'));
      const before = done(await client.get('invoice', id)).updatedAt;
      done(await client.pdf('invoice', id));
      const after = done(await client.get('invoice', id)).updatedAt;
      return seen(before === after ? 'No.' : `Yes: ${before} became ${after}.`);
    },
  },
  {
    id: 'pdf-encoding',
    question: 'Does getPdf name a Content-Encoding, though identity was asked for?',
    until: 'this route is read undecoded.',
    async ask({ draft, raw }) {
      const { id } = done(await draft('encoding'));
      // Without preventSendBy the draft would get its number.
      const { headers, bytes } = await raw('GET', `/Invoice/${id}/getPdf?preventSendBy=true`);
      const name = headers.get('content-encoding');
      return seen(`${name ?? 'None'}; ${bytes.length} bytes, ${headers.get('content-type') ?? 'no type'}.`);
    },
  },
  {
    id: 'sparse-users',
    question: 'Are there users with next to nothing, or countries without a code?',
    until: 'such rows are passed over.',
    async ask({ raw }) {
      const users = rowsOf((await raw('GET', '/SevUser')).json);
      const countries = rowsOf((await raw('GET', '/StaticCountry?limit=1000')).json);
      const sparse = users.filter((row) => !row['sevClient']).length;
      const nameless = countries.filter((row) => !row['code']).length;
      return seen(
        `${sparse} of ${users.length} users without sevClient, ${nameless} of ${countries.length} countries without code.`,
      );
    },
  },
  {
    id: 'wrong-key',
    question: 'What does a wrong key get?',
    until: 'both envelopes are read.',
    ask: async ({ raw }) => shape(await raw('GET', '/SevUser', undefined, '0'.repeat(32))),
  },
  {
    id: 'absent-contact',
    question: 'What does an unknown contact get: 404 or 400?',
    until: 'either counts as absent.',
    ask: async ({ raw }) => shape(await raw('GET', '/Contact/9007199254740991')),
  },
  {
    id: 'rate-headers',
    question: 'Do answers speak of a rate limit?',
    until: 'three requests per second and account, and Retry-After when it comes.',
    async ask({ raw }) {
      const { headers } = await raw('GET', '/Unity');
      const names = [...headers.keys()].filter((name) => /rate|limit|retry|quota/i.test(name));
      return seen(
        names.length === 0 ? 'No header does.' : names.map((n) => `${n}: ${headers.get(n)}`).join('; '),
      );
    },
  },
];

const rowsOf = (json: unknown): Record<string, unknown>[] =>
  ((json as { objects?: unknown } | null)?.objects as Record<string, unknown>[] | undefined) ?? [];

/** Status and the names in a body, never its values. */
function shape({ status, json, bytes }: { status: number; json: unknown; bytes: Buffer }): Finding {
  if (typeof json !== 'object' || json === null)
    return seen(`${status}, ${bytes.length} bytes that are no JSON.`);
  const { error } = json as { error?: { code?: string | number | null } };
  const code = error ? `, code ${error.code ?? 'null'}` : '';
  return seen(`${status} with ${Object.keys(json).sort().join(', ')}${code}.`);
}
