import { useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { z } from 'zod';
import { connectSevdesk } from '../merchant/connectSevdesk.server.ts';
import { createClearingAccount } from '../merchant/createClearingAccount.server.ts';
import { disconnectSevdesk } from '../merchant/disconnectSevdesk.server.ts';
import { accountFault } from '../merchant/accountFault.ts';
import { mapGateways } from '../merchant/gateways.server.ts';
import { readAccounts } from '../merchant/readAccounts.server.ts';
import { readSetup } from '../merchant/setup.server.ts';
import { readConnection } from '../merchant/readConnection.server.ts';
import { wakeUnblocked } from '../sync/schedule/wakeUnblocked.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { ConnectForm } from '../ui/sevdesk/ConnectForm.tsx';
import { ConnectionCard } from '../ui/sevdesk/ConnectionCard.tsx';
import { GatewayForm } from '../ui/sevdesk/GatewayForm.tsx';
import { SevdeskFailed } from '../ui/sevdesk/SevdeskFailed.tsx';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { gatewaysOfShop } from '../pages/gatewaysOfShop.server.ts';
import { readForm } from '../pages/readForm.server.ts';
import { retryWithoutAccount } from '../pages/retryWithoutAccount.server.ts';

/** The connection, and what can be chosen for the gateways; sevdesk and Shopify are asked side by side. */
export const loader = forMerchant(async ({ ports, acting }) => {
  const [connection, found, gateways, setup] = await Promise.all([
    readConnection(ports.db, acting.shopId),
    readAccounts(ports, acting.shopId),
    gatewaysOfShop(ports, acting.shopId),
    readSetup(ports.db, acting.shopId),
  ]);
  const accounts =
    found?.kind === 'accounts'
      ? found.accounts.map((account) => ({
          ...account,
          faults: { clear: accountFault(account), match: accountFault(account, 'match') },
        }))
      : null;
  const failure = found?.kind === 'failed' ? found.why : null;
  // Connected and with an account, but not switched on: the guide goes on.
  const goOn = !setup.complete && setup.done.connect && setup.done.accounts;
  return { connection, accounts, failure, gateways, goOn };
});

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('connect'), token: z.string().max(200), confirmed: z.boolean() }),
  z.object({ intent: z.enum(['disconnect', 'test']) }),
  z.object({ intent: z.literal('map'), mapping: z.record(z.string(), z.string().nullable()) }),
  z.object({ intent: z.literal('create_account'), name: z.string().max(100) }),
]);

export const action = forMerchant(async ({ ports, acting, request }) => {
  const form = await readForm(request, formSchema);
  switch (form.intent) {
    case 'connect': {
      const connected = await connectSevdesk(ports, acting, form.token, { confirmed: form.confirmed });
      if (connected.kind === 'connected') await wakeUnblocked(ports, acting.shopId);
      return connected;
    }
    case 'test': {
      const found = await readAccounts(ports, acting.shopId);
      const why = found?.kind === 'failed' ? found.why : null;
      return { kind: 'tested' as const, why };
    }
    case 'disconnect':
      return disconnectSevdesk(ports, acting);
    case 'map': {
      const mapped = await mapGateways(ports, acting, form.mapping);
      if (mapped.kind === 'saved') await retryWithoutAccount(ports, acting);
      return mapped;
    }
    case 'create_account': {
      const created = await createClearingAccount(ports, acting, form.name);
      if (created.kind === 'created') await retryWithoutAccount(ports, acting);
      return created;
    }
  }
});

export default function SevdeskPage() {
  const { connection, accounts, failure, gateways, goOn } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const [replacing, setReplacing] = useState(false);
  return (
    <AppPage
      title={t('sevdesk.title')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      hideNotice={connection?.state === 'key_rejected'}
      {...(goOn ? { primaryAction: { content: t('sevdesk.goOn'), url: '/app' } } : {})}
    >
      {connection && !replacing ? (
        <ConnectionCard
          connection={connection}
          answers={failure === null}
          onReplace={() => setReplacing(true)}
        />
      ) : (
        <ConnectForm
          onConnected={() => setReplacing(false)}
          {...(connection ? { onCancel: () => setReplacing(false) } : {})}
        />
      )}
      {connection && failure && failure !== 'key' && <SevdeskFailed why={failure} />}
      {connection && accounts && <GatewayForm accounts={accounts} gateways={gateways} />}
    </AppPage>
  );
}
