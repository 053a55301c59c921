import type { OrderStatusAnswer } from '../../../app/extension/answers.ts';
import type { Failure } from './api.ts';
import type { TextKey, Translate } from './texts.ts';
import type { OrderView } from './useOrder.ts';

type State = OrderStatusAnswer['state'];

const badges: Record<State, { text: TextKey; tone: 'success' | 'info' | 'warning' | 'neutral' }> = {
  synced: { text: 'stateSynced', tone: 'success' },
  waiting: { text: 'stateWaiting', tone: 'info' },
  parked: { text: 'stateParked', tone: 'warning' },
  skipped: { text: 'stateSkipped', tone: 'neutral' },
};

/** The state in a word or two, with the number of the invoice where there is one. */
export function summary(status: OrderStatusAnswer, t: Translate): string {
  const state = t(status.busy ? 'stateWorking' : badges[status.state].text);
  return status.invoiceNumber ? `${state}: ${status.invoiceNumber}` : state;
}

/** Everything about one order but the button: state, documents, what is in the way, how a run ended. */
export function OrderStatus({ order, t }: { order: OrderView; t: Translate }) {
  const { status, failure, run } = order;
  return (
    <s-stack direction="block" gap="base">
      {!status && !failure && <s-spinner accessibilityLabel={t('loading')} />}
      {status && <Standing status={status} busy={order.busy} t={t} />}
      {status && run && <RunNote status={status} run={run} t={t} />}
      {failure && <FailureNote failure={failure} order={order} t={t} />}
    </s-stack>
  );
}

const failureTones: Partial<Record<Failure, 'critical' | 'info'>> = {
  failedUnreachable: 'critical',
  failedUnknownOrder: 'info',
};

function FailureNote({ failure, order, t }: { failure: Failure; order: OrderView; t: Translate }) {
  return (
    <s-banner tone={failureTones[failure] ?? 'warning'}>
      <s-stack direction="block" gap="small">
        <s-text>{t(failure)}</s-text>
        {failure === 'failedUnreachable' && !order.status && (
          <s-button onClick={order.load}>{t('tryAgain')}</s-button>
        )}
        {(failure === 'failedNotSetUp' || failure === 'failedUnknownOrder') && (
          <s-link href="app:app">{t('openAppHome')}</s-link>
        )}
      </s-stack>
    </s-banner>
  );
}

function Standing({ status, busy, t }: { status: OrderStatusAnswer; busy: boolean; t: Translate }) {
  const badge = badges[status.state];
  return (
    <>
      <s-stack direction="inline" gap="small" alignItems="center">
        {busy ? (
          <s-badge tone="info">{t('stateWorking')}</s-badge>
        ) : (
          <s-badge tone={badge.tone}>{t(badge.text)}</s-badge>
        )}
        <s-link href={`app:app/orders/${status.orderId}`}>{t('openApp')}</s-link>
      </s-stack>
      <Documents documents={status.documents} t={t} />
      {status.problem && (
        <s-stack direction="block" gap="small-200">
          <s-text type="strong">{status.problem.title}</s-text>
          <s-paragraph>{status.problem.explanation}</s-paragraph>
          <s-paragraph>{status.problem.fix}</s-paragraph>
        </s-stack>
      )}
    </>
  );
}

const kinds: Record<OrderStatusAnswer['documents'][number]['kind'], TextKey> = {
  invoice: 'kindInvoice',
  credit_note: 'kindCreditNote',
  cancellation: 'kindCancellation',
};

function Documents({ documents, t }: { documents: OrderStatusAnswer['documents']; t: Translate }) {
  if (documents.length === 0) return <s-text color="subdued">{t('noDocuments')}</s-text>;
  return (
    <s-stack direction="block" gap="small-200">
      {documents.map((document) => {
        const name = `${t(kinds[document.kind])} ${document.number ?? `(${t('noNumberYet')})`}`;
        return (
          <s-stack key={document.id} direction="inline" gap="small">
            <s-text>{name}</s-text>
            {document.sevdeskUrl && (
              <s-link
                href={document.sevdeskUrl}
                target="_blank"
                accessibilityLabel={`${t('openSevdesk')}: ${name}`}
              >
                {t('openSevdesk')}
              </s-link>
            )}
          </s-stack>
        );
      })}
    </s-stack>
  );
}

const endings: Record<State, TextKey> = {
  synced: 'syncDone',
  waiting: 'syncWaits',
  parked: 'syncParked',
  skipped: 'syncSkipped',
};

function RunNote({
  status,
  run,
  t,
}: {
  status: OrderStatusAnswer;
  run: NonNullable<OrderView['run']>;
  t: Translate;
}) {
  if (run === 'running') return <s-banner tone="info">{t('syncRunning')}</s-banner>;
  if (run === 'slow') return <s-banner tone="warning">{t('syncSlow')}</s-banner>;
  return (
    <s-banner tone={status.state === 'synced' ? 'success' : 'info'}>{t(endings[status.state])}</s-banner>
  );
}
