import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { Box, Card, Divider, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { dropMails, lostMails, resendMails } from '../orders/actions/undeliveredMails.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { AskModal } from '../ui/AskModal.tsx';
import { MailRow } from '../ui/mails/MailRow.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useSend } from '../ui/useSend.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { readForm } from '../pages/readForm.server.ts';

export const loader = forMerchant(async ({ ports, acting }) => {
  await noteAccess(ports, acting, 'list');
  return { mails: await lostMails(ports, acting.shopId) };
});

const formSchema = z.object({
  intent: z.enum(['send_mail', 'drop_mail']),
  mails: z.array(z.uuid()).max(500),
});

export const action = forMerchant(async ({ ports, acting, request }) => {
  const { intent, mails } = await readForm(request, formSchema);
  const done = await (intent === 'send_mail' ? resendMails : dropMails)(ports, acting, mails);
  return { kind: intent, count: done.mails };
});

/** Invoice mails that did not get through, or of which nobody knows, for a person to decide on. */
export default function MailsPage() {
  const { mails } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<typeof action>();
  useEffect(() => {
    if (answer) shopify.toast.show(t(`mails.done.${answer.kind}`, { count: answer.count }));
  }, [answer, shopify, t]);
  const all = mails.map(({ id }) => id);
  const [asked, setAsked] = useState<string[] | null>(null);
  return (
    <AppPage
      title={t('mails.title')}
      subtitle={t('mails.intro')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      {...(mails.length > 1
        ? {
            secondaryActions: [
              {
                content: t('mails.sendAll'),
                loading: busy,
                onAction: () => send({ intent: 'send_mail', mails: all }),
              },
              {
                content: t('mails.dropAll'),
                loading: busy,
                onAction: () => setAsked(all),
              },
            ],
          }
        : {})}
    >
      <Card padding="0">
        {mails.length === 0 && (
          <Box padding="400">
            <Text as="p" tone="subdued">
              {t('mails.none')}
            </Text>
          </Box>
        )}
        {mails.map((mail, index) => (
          <Box key={mail.id}>
            {index > 0 && <Divider />}
            <Box padding="400">
              <MailRow
                mail={mail}
                busy={busy}
                onDecide={(intent) =>
                  intent === 'drop_mail' ? setAsked([mail.id]) : send({ intent, mails: [mail.id] })
                }
              />
            </Box>
          </Box>
        ))}
      </Card>
      <AskModal
        id="drop-mails"
        open={asked !== null}
        title={t('mails.ask.title', { count: asked?.length ?? 0 })}
        confirm={t('mails.ask.confirm')}
        destructive
        onConfirm={() => {
          if (asked) send({ intent: 'drop_mail', mails: asked });
          setAsked(null);
        }}
        onCancel={() => setAsked(null)}
      >
        <Text as="p">{t('mails.ask.text')}</Text>
      </AskModal>
    </AppPage>
  );
}
