import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { askForCustomer, askForDeletion } from '../privacy/askByHand.server.ts';
import { privacyView } from '../privacy/privacyView.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { CustomerForm } from '../ui/data/CustomerForm.tsx';
import { DeleteEverything } from '../ui/data/DeleteEverything.tsx';
import { RequestList } from '../ui/data/RequestList.tsx';
import { StoredCard } from '../ui/data/StoredCard.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useLive } from '../ui/useLive.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { readForm } from '../pages/readForm.server.ts';

export const loader = forMerchant(async ({ ports, shop }) => ({
  domain: shop.domain,
  ...(await privacyView(ports, shop)),
}));

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['export', 'delete']), customer: z.string().trim().min(1).max(200) }),
  z.object({ intent: z.literal('delete_everything'), domain: z.string().max(200) }),
]);

export const action = forMerchant(async ({ ports, acting, shop, request }) => {
  const form = await readForm(request, formSchema);
  if (form.intent === 'delete_everything') {
    const asked = form.domain.trim().toLowerCase() === shop.domain;
    return asked ? askForDeletion(ports, acting) : { kind: 'not_confirmed' as const };
  }
  const kind = form.intent === 'export' ? 'data_request' : 'redact_customer';
  return askForCustomer(ports, acting, kind, form.customer);
});

/** Requests are answered within seconds. */
const LIVE_MS = 4_000;

/** What is stored of buyers, for how long, and how it is handed over or deleted. */
export default function DataPage() {
  const { domain, requests, exports } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  useLive(LIVE_MS);
  return (
    <AppPage
      title={t('data.title')}
      subtitle={t('data.intro')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <StoredCard />
      <CustomerForm />
      <RequestList requests={requests} exports={exports} />
      <DeleteEverything domain={domain} />
    </AppPage>
  );
}
