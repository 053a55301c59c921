import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { ChoiceList, Link, Select } from '@shopify/polaris';
import { useEffect } from 'react';
import { z } from 'zod';
import { dayAt } from '../merchant/day.ts';
import { readConnection } from '../merchant/readConnection.server.ts';
import { readSettings, saveSettings } from '../merchant/settings.server.ts';
import type { MerchantSettings } from '../merchant/settings.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { FormSaveBar } from '../ui/FormSaveBar.tsx';
import { FaultBanner } from '../ui/settings/FaultBanner.tsx';
import { InvoiceSection } from '../ui/settings/InvoiceSection.tsx';
import { RuleSection } from '../ui/settings/RuleSection.tsx';
import { Section } from '../ui/settings/section.tsx';
import { TaxSection } from '../ui/settings/TaxSection.tsx';
import { TextSection } from '../ui/settings/TextSection.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useSend } from '../ui/useSend.ts';
import { exampleTexts } from './support/exampleTexts.server.ts';
import { forMerchant } from './support/forMerchant.server.ts';
import { readForm } from './support/readForm.server.ts';

export const loader = forMerchant(async ({ ports, acting, shop }) => {
  const [settings, connection] = await Promise.all([
    readSettings(ports.db, acting.shopId),
    readConnection(ports.db, acting.shopId),
  ]);
  const today = dayAt(ports.clock.now(), shop.timeZone);
  const builtIn = { de: exampleTexts('de'), en: exampleTexts('en') };
  return { settings, accountRegime: connection?.regime ?? null, today, builtIn };
});

const formSchema = z.object({ intent: z.literal('save'), settings: z.unknown() });

export const action = forMerchant(async ({ ports, acting, request }) => {
  const { settings } = await readForm(request, formSchema);
  return saveSettings(ports, acting, settings);
});

export default function SettingsPage() {
  const { settings, accountRegime, today, builtIn } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<typeof action>();
  const draft = useDraft<MerchantSettings>(settings);
  const faults = answer?.kind === 'faulty' && draft.dirty ? answer.faults : [];
  const section = { value: draft.value, set: draft.set, faults };

  useEffect(() => {
    if (answer?.kind !== 'good') return;
    draft.discard();
    shopify.toast.show(t('settings.saved'));
    // Once per answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);

  return (
    <AppPage title={t('settings.title')} backAction={{ content: t('nav.home'), url: '/app' }}>
      <FormSaveBar
        id="settings"
        dirty={draft.dirty}
        saving={busy}
        onSave={() => send({ intent: 'save', settings: { ...draft.value, reviewed: true } })}
        onDiscard={draft.discard}
      />
      <FaultBanner faults={faults} />
      <InvoiceSection {...section} />
      <Section name="payments">
        <ChoiceList
          title={t('settings.payments.manual.label')}
          choices={(['when_paid', 'when_ordered'] as const).map((key) => ({
            value: key,
            label: t(`settings.payments.manual.${key}`),
            helpText: t(`settings.payments.manual.${key}_help`),
          }))}
          selected={[draft.value.manualPayments]}
          onChange={([choice]) => draft.set({ manualPayments: choice as MerchantSettings['manualPayments'] })}
        />
        <Link url="/app/sevdesk">{t('settings.payments.accounts')}</Link>
      </Section>
      <TaxSection {...section} accountRegime={accountRegime} today={today} />
      <RuleSection {...section} />
      <TextSection {...section} builtIn={builtIn} />
      <Section name="pages">
        <Select
          label={t('settings.pages.language')}
          options={[
            { value: '', label: t('settings.pages.followAdmin') },
            ...(['de', 'en'] as const).map((key) => ({ value: key, label: t(`language.${key}`) })),
          ]}
          value={draft.value.language ?? ''}
          onChange={(choice) => draft.set({ language: choice === '' ? null : (choice as 'de' | 'en') })}
        />
      </Section>
      <Section name="data">
        <Link url="/app/data">{t('settings.data.link')}</Link>
      </Section>
    </AppPage>
  );
}
