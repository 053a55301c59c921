import { useEffect, useState } from 'preact/hooks';
import type { PrintableKind, PrintAnswer } from '../../../app/extension/answers.ts';
import { preparePrint, type Reply } from './api.ts';
import type { TextKey, Translate } from './texts.ts';

/** As many as Shopify shows on one page of its order list; the endpoint takes no more. */
const MOST_ORDERS = 50;

/** More numbers than these make no readable label; then they are counted. */
const MOST_NUMBERS = 5;

const labels: [PrintableKind, TextKey][] = [
  ['invoice', 'printInvoices'],
  ['credit_note', 'printCreditNotes'],
  ['cancellation', 'printCancellations'],
];

/** What is printed for the selected orders: the merchant chooses the kinds, Shopify shows and prints the PDF. */
export function PrintDocuments({ orderGids, t }: { orderGids: string[]; t: Translate }) {
  const language = t('language');
  const tooMany = orderGids.length > MOST_ORDERS;
  const [reply, setReply] = useState<Reply<PrintAnswer> | null>(null);
  const [left, setLeft] = useState<PrintableKind[]>([]);

  useEffect(() => {
    if (!tooMany) void preparePrint(orderGids, language).then(setReply);
  }, [orderGids, language, tooMany]);

  const answer = reply?.ok ? reply.value : null;
  const present = labels.filter(([kind]) => answer?.documents.some((document) => document.kind === kind));
  const chosen = present.map(([kind]) => kind).filter((kind) => !left.includes(kind));
  const src = answer && chosen.length > 0 ? `${answer.url}&kinds=${chosen.join(',')}` : undefined;
  const choose = (kind: PrintableKind, wanted: boolean) =>
    setLeft((kinds) => (wanted ? kinds.filter((other) => other !== kind) : [...kinds, kind]));

  return (
    <s-admin-print-action src={src}>
      <s-stack direction="block" gap="base">
        {tooMany && (
          <s-banner tone="warning">
            {t('printTooMany', { count: orderGids.length, most: MOST_ORDERS })}
          </s-banner>
        )}
        {!tooMany && !reply && <s-spinner accessibilityLabel={t('loading')} />}
        {reply && !reply.ok && <s-banner tone="critical">{t(reply.failure)}</s-banner>}
        {answer && present.length === 0 && <s-banner tone="info">{t('printNothing')}</s-banner>}
        {present.length > 0 && <s-paragraph>{t('printExplained')}</s-paragraph>}
        {answer &&
          present.map(([kind, label]) => (
            <s-checkbox
              key={kind}
              name={kind}
              label={t(label, { documents: numbers(answer, kind) })}
              checked={!left.includes(kind)}
              onChange={(event) => choose(kind, event.currentTarget.checked)}
            />
          ))}
        {present.length > 0 && chosen.length === 0 && (
          <s-banner tone="warning">{t('printChooseOne')}</s-banner>
        )}
        {answer && <LeftOut answer={answer} t={t} />}
      </s-stack>
    </s-admin-print-action>
  );
}

function numbers(answer: PrintAnswer, kind: PrintableKind): string | number {
  const found = answer.documents.filter((document) => document.kind === kind);
  return found.length > MOST_NUMBERS ? found.length : found.map((document) => document.number).join(', ');
}

/** Nothing is left out silently. */
function LeftOut({ answer, t }: { answer: PrintAnswer; t: Translate }) {
  return (
    <>
      {answer.without.length > 0 && (
        <s-text color="subdued">{t('printWithout', { orders: answer.without.join(', ') })}</s-text>
      )}
      {answer.unknown > 0 && <s-text color="subdued">{t('printUnknown', { count: answer.unknown })}</s-text>}
    </>
  );
}
