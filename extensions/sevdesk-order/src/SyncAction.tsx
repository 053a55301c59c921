import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { OrderStatus } from './OrderStatus.tsx';
import type { Translate } from './texts.ts';
import { useOrder } from './useOrder.ts';

/** "sevdesk: sync again" in the order's menu, for those who have not pinned the card. */
export default async function renderAction(): Promise<void> {
  render(<SyncAction />, document.body);
}

function SyncAction() {
  const t: Translate = (key, values) => shopify.i18n.translate(key, values);
  const order = useOrder(shopify.data.selected[0]?.id ?? '', t('language'));
  return (
    <s-admin-action heading={t('syncName')}>
      <s-stack direction="block" gap="base">
        <s-paragraph>{t('syncExplained')}</s-paragraph>
        <OrderStatus order={order} t={t} />
      </s-stack>
      <s-button
        slot="primary-action"
        variant="primary"
        onClick={order.sync}
        loading={order.busy}
        disabled={order.busy || !order.status}
      >
        {t('syncAgain')}
      </s-button>
      <s-button slot="secondary-actions" onClick={() => shopify.close()}>
        {t('close')}
      </s-button>
    </s-admin-action>
  );
}
