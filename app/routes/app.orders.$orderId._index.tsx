import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Layout, useBreakpoints } from '@shopify/polaris';
import { useEffect } from 'react';
import { z } from 'zod';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { archiveOrders, unarchiveOrders } from '../orders/actions/archiveOrders.server.ts';
import { acceptPayment } from '../orders/actions/acceptPayment.server.ts';
import { decideRefund } from '../orders/actions/decideRefund.server.ts';
import { dropMails, resendMails } from '../orders/actions/undeliveredMails.server.ts';
import { orderDetail } from '../orders/read/orderDetail.server.ts';
import { skipOrders } from '../orders/actions/skipOrders.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { DeadLetterCard } from '../ui/order/DeadLetterCard.tsx';
import { DocumentCard } from '../ui/order/DocumentCard.tsx';
import { EvidenceCard } from '../ui/order/EvidenceCard.tsx';
import { ProblemCard } from '../ui/order/ProblemCard.tsx';
import { RefundQuestionCard } from '../ui/order/RefundQuestionCard.tsx';
import { SummaryCard } from '../ui/order/SummaryCard.tsx';
import { TimelineCard } from '../ui/order/TimelineCard.tsx';
import { PreviewCard } from '../ui/preview/PreviewCard.tsx';
import { undoing } from '../ui/orders/useBulk.ts';
import { useTexts } from '../ui/texts.tsx';
import { useLive } from '../ui/useLive.ts';
import { useSend } from '../ui/useSend.ts';
import { evidenceTexts } from '../pages/evidenceTexts.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { isPhone } from '../pages/isPhone.server.ts';
import { explained, problemTitle } from '../pages/problemTexts.server.ts';
import { readForm } from '../pages/readForm.server.ts';
import { refuse } from '../pages/refuse.ts';

export const loader = forMerchant(async ({ ports, acting, shop, params, request }) => {
  const order = await orderDetail(ports, acting.shopId, params['orderId'] ?? '');
  if (!order) refuse(404);
  await noteAccess(ports, acting, 'order', order.orderId);
  return {
    phone: isPhone(request),
    order,
    letters: order.deadLetters.map((letter) => ({ ...letter, title: problemTitle(letter.error.code) })),
    orderUrl: `https://${shop.domain}/admin/orders/${order.orderId}`,
    problem: order.problem && explained(order.problem),
    questions: order.questions.map((question) => ({ ...question, told: explained(question.problem) })),
    evidence: order.evidence && evidenceTexts(order.evidence),
  };
});

const amount = z.int().min(1).max(9_999_999_999);
const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['sync_again', 'skip', 'archive', 'unarchive']) }),
  z.object({ intent: z.literal('accept_payment') }),
  z.object({ intent: z.enum(['send_mail', 'drop_mail']), mails: z.array(z.uuid()).max(20) }),
  z.object({
    intent: z.literal('decide'),
    sourceGid: z.string().max(255),
    amount,
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('rate'), rate: z.int() }),
      z.object({
        kind: z.literal('split'),
        parts: z.array(z.object({ gid: z.string().max(255), amount })).max(500),
      }),
      z.object({ kind: z.literal('by_hand'), number: z.string().trim().min(1).max(64) }),
      z.object({ kind: z.literal('leave_out') }),
    ]),
  }),
]);
const actions = {
  sync_again: syncAgain,
  skip: skipOrders,
  archive: archiveOrders,
  unarchive: unarchiveOrders,
};

export const action = forMerchant(async ({ ports, acting, params, request }) => {
  const form = await readForm(request, formSchema);
  if ('mails' in form) {
    const settle = form.intent === 'send_mail' ? resendMails : dropMails;
    await settle(ports, acting, form.mails);
    return null;
  }
  const orderGid = `gid://shopify/Order/${params['orderId']}`;
  if (form.intent === 'decide') return decideRefund(ports, acting, { ...form, orderGid });
  if (form.intent === 'accept_payment') return acceptPayment(ports, acting, { orderGid });
  const { intent } = form;
  const orders = [orderGid];
  const done = await actions[intent](ports, acting, { orders });
  return { kind: intent, count: done.orders };
});

/** How often the page looks for news while the order is being worked on, and otherwise. */
const BUSY_MS = 2_000;
const QUIET_MS = 15_000;

const nothing = () => undefined;

/** Nothing is wrong with these orders, they are only not booked now: the page shows what would become of them. */
const previewed = new Set([
  'skip.trial',
  'skip.before_start',
  'skip.by_hand',
  'wait.sync_off',
  'wait.not_connected',
  'wait.paused',
]);

export default function OrderPage() {
  const { order, phone, orderUrl, problem, questions, evidence, letters } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const { mdDown } = useBreakpoints({ defaults: { mdDown: phone } });
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<typeof action>();
  useLive(order.busy ? BUSY_MS : QUIET_MS);
  useEffect(() => {
    if (answer?.kind === 'accepted') shopify.toast.show(t('accept.accepted'));
    else if (answer?.kind === 'refused')
      shopify.toast.show(t(`accept.refused.${answer.why}`), { isError: true });
    if (!answer || !('count' in answer)) return;
    const undo = undoing[answer.kind];
    const takeBack =
      undo && answer.count > 0 ? { action: t('action.undo'), onAction: () => send({ intent: undo }) } : {};
    shopify.toast.show(t(`log.done.${answer.kind}`, { count: answer.count }), takeBack);
  }, [answer, shopify, t, send]);

  const working = busy || order.busy;
  const again = {
    content: t('action.syncAgain'),
    loading: working,
    onAction: () => send({ intent: 'sync_again' }),
  };
  const hindered = problem !== null && order.state !== 'synced';
  const secondary = [
    ...(hindered ? [] : [again]),
    ...(order.state === 'parked' || order.state === 'waiting'
      ? [{ content: t('action.skip'), onAction: () => send({ intent: 'skip' }) }]
      : []),
    order.archived
      ? { content: t('action.unarchive'), onAction: () => send({ intent: 'unarchive' }) }
      : { content: t('action.archive'), onAction: () => send({ intent: 'archive' }) },
  ];
  return (
    <AppPage
      title={order.orderName ? t('order.title', { name: order.orderName }) : t('order.unread')}
      backAction={{ content: t('nav.orders'), url: '/app/orders' }}
      secondaryActions={secondary}
    >
      {hindered && (
        <ProblemCard
          problem={problem}
          urgent={order.state === 'parked'}
          orderName={order.orderName}
          orderUrl={orderUrl}
          syncAgain={
            <Button onClick={() => send({ intent: 'sync_again' })} loading={working}>
              {t('action.syncAgain')}
            </Button>
          }
          acceptPayment={
            <Button onClick={() => send({ intent: 'accept_payment' })} loading={working}>
              {t('accept.button')}
            </Button>
          }
        />
      )}
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {/* On a phone the columns stand below each other: who and how much come first. */}
            {mdDown && <SummaryCard order={order} orderUrl={orderUrl} />}
            {problem && order.documents.length === 0 && previewed.has(problem.code) && (
              <PreviewCard
                order={{
                  gid: order.orderGid,
                  name: order.orderName,
                  processedAt: order.processedAt ?? order.changedAt,
                }}
                mayLoad
                onLoaded={nothing}
              />
            )}
            {order.state === 'parked' &&
              questions.map((question) => (
                <RefundQuestionCard
                  key={`${question.sourceGid} ${question.amount}`}
                  question={question}
                  currency={order.currency ?? 'EUR'}
                />
              ))}
            <DocumentCard
              documents={order.documents}
              orderId={order.orderId}
              stopped={order.state === 'parked' || order.state === 'skipped'}
            />
            <DeadLetterCard letters={letters} state={order.state} />
            <TimelineCard
              steps={order.steps}
              documents={order.documents}
              letters={order.deadLetters}
              orderName={order.orderName}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {!mdDown && <SummaryCard order={order} orderUrl={orderUrl} />}
            <EvidenceCard evidence={evidence} controls={order.controls} currency={order.currency ?? 'EUR'} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}
