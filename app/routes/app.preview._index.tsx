import { useLoaderData } from '@remix-run/react';
import { Banner, Card, Text } from '@shopify/polaris';
import { useState } from 'react';
import { newestOrders } from '../merchant/newestOrders.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { PreviewCard } from '../ui/preview/PreviewCard.tsx';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';

const COUNT = 20;

/** Which orders the preview is about; what would become of each is fetched one by one (app.preview.$orderId). */
export const loader = forMerchant(async ({ ports, acting }) => {
  const answer = await newestOrders(ports, acting.shopId, COUNT, AbortSignal.timeout(8_000));
  if (answer.kind !== 'done') return { orders: null };
  return { orders: answer.value.map(({ gid, name, processedAt }) => ({ gid, name, processedAt })) };
});

/** The exact documents that would be made of the newest orders, before anything is written. */
export default function PreviewPage() {
  const { orders } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  // One after the other, so that the shop's Shopify budget is not spent at once.
  const [loaded, setLoaded] = useState(0);
  return (
    <AppPage
      title={t('preview.title')}
      subtitle={t('preview.intro')}
      backAction={{ content: t('nav.home'), url: '/app' }}
    >
      {orders === null && (
        <Banner tone="warning" title={t('preview.failed.title')}>
          <p>{t('preview.failed.text')}</p>
        </Banner>
      )}
      {orders?.length === 0 && (
        <Card>
          <Text as="p">{t('preview.none')}</Text>
        </Card>
      )}
      {orders?.map((order, index) => (
        <PreviewCard
          key={order.gid}
          order={order}
          mayLoad={index <= loaded}
          onLoaded={() => setLoaded((before) => Math.max(before, index + 1))}
        />
      ))}
    </AppPage>
  );
}
