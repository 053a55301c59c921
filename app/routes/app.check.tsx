import { Card, SkeletonBodyText } from '@shopify/polaris';
import { useEffect } from 'react';
import { z } from 'zod';
import { checkSettings } from '../merchant/checkSettings.server.ts';
import type { Finding } from '../merchant/judgeSettings.ts';
import { log } from '../platform/log.server.ts';
import { recordFindings } from '../alerts/recordFindings.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { FindingList } from '../ui/check/FindingList.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useSend } from '../ui/useSend.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { readForm } from '../pages/readForm.server.ts';

/** Nothing: the page comes at once, and what it shows takes a few seconds to find out. */
export const loader = forMerchant(async () => null);

const formSchema = z.object({ intent: z.literal('check') });

export const action = forMerchant(async ({ ports, acting, request }): Promise<{ findings: Finding[] }> => {
  await readForm(request, formSchema);
  const findings = await checkSettings(ports, acting.shopId, AbortSignal.timeout(20_000));
  await recordFindings({ ...ports, log }, acting.shopId, findings);
  return { findings };
});

/** Whether Shopify's, the app's and sevdesk's settings fit together; looked at when the page is opened. */
export default function CheckPage() {
  const { t } = useTexts();
  const { send, busy, answer } = useSend<{ findings: Finding[] }>();
  useEffect(() => {
    send({ intent: 'check' });
  }, [send]);
  return (
    <AppPage
      title={t('check.title')}
      subtitle={t('check.intro')}
      backAction={{ content: t('nav.home'), url: '/app' }}
      primaryAction={{
        content: t('check.again'),
        loading: busy,
        onAction: () => send({ intent: 'check' }),
      }}
    >
      {answer ? (
        <FindingList findings={answer.findings} />
      ) : (
        <Card>
          <SkeletonBodyText lines={8} />
        </Card>
      )}
    </AppPage>
  );
}
