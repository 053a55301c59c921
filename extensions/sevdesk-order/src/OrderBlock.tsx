import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { OrderStatus, summary } from './OrderStatus.tsx';
import type { Translate } from './texts.ts';
import { useOrder } from './useOrder.ts';

/** The card on an order's page: what stands in sevdesk, what is in the way, and a button to sync again. */
export default async function renderBlock(): Promise<void> {
  render(<OrderBlock />, document.body);
}

function OrderBlock() {
  const t: Translate = (key, values) => shopify.i18n.translate(key, values);
  const order = useOrder(shopify.data.selected[0]?.id ?? '', t('language'));
  return (
    <s-admin-block
      heading={t('blockName')}
      collapsedSummary={order.status ? summary(order.status, t) : undefined}
    >
      <s-stack direction="block" gap="base">
        <OrderStatus order={order} t={t} />
        {order.status && (
          <s-button onClick={order.sync} loading={order.busy} disabled={order.busy}>
            {t('syncAgain')}
          </s-button>
        )}
      </s-stack>
    </s-admin-block>
  );
}
