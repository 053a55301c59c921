import { useLoaderData } from '@remix-run/react';
import { useAppBridge } from '@shopify/app-bridge-react';
import { ChoiceList, Link, Select } from '@shopify/polaris';
import { useEffect } from 'react';
import { z } from 'zod';
import { dayAt } from '../merchant/day.ts';
import { alertEmailFaults, readAlertEmail, saveAlertEmail } from '../merchant/alertEmail.server.ts';
import { readConnection } from '../merchant/readConnection.server.ts';
import { readSettings, saveSettings } from '../merchant/settings.server.ts';
import type { Shop } from '../merchant/shop.server.ts';
import type { MerchantSettings } from '../merchant/settings.ts';
import { readShopEmail } from '../merchant/shop.server.ts';
import { lastAlertMail } from '../alerts/openAlerts.server.ts';
import { pauseShop } from '../orders/actions/pauseShop.server.ts';
import { resumeShop } from '../orders/actions/resumeShop.server.ts';
import { startTrial } from '../orders/actions/trialRun.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { FormSaveBar } from '../ui/FormSaveBar.tsx';
import { AlertSection } from '../ui/settings/AlertSection.tsx';
import { FaultBanner } from '../ui/settings/FaultBanner.tsx';
import { InvoiceSection } from '../ui/settings/InvoiceSection.tsx';
import { OperationSection } from '../ui/settings/OperationSection.tsx';
import { RuleSection } from '../ui/settings/RuleSection.tsx';
import { Section } from '../ui/settings/section.tsx';
import { TaxSection } from '../ui/settings/TaxSection.tsx';
import { TextSection } from '../ui/settings/TextSection.tsx';
import { useTexts } from '../ui/texts.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useSend } from '../ui/useSend.ts';
import { exampleTexts } from '../pages/exampleTexts.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { readForm } from '../pages/readForm.server.ts';

export const loader = forMerchant(async ({ ports, acting, shop }) => {
  const { db, encryption, config } = ports;
  const { shopId } = acting;
  const [settings, connection, alertEmail, shopEmail, lastMail] = await Promise.all([
    readSettings(db, shopId),
    readConnection(db, shopId),
    readAlertEmail(db, encryption, shopId),
    readShopEmail(db, encryption, shopId),
    lastAlertMail(ports, shopId),
  ]);
  const today = dayAt(ports.clock.now(), shop.timeZone);
  const builtIn = { de: exampleTexts('de'), en: exampleTexts('en') };
  const alerts = { email: alertEmail ?? '', shopEmail, mailsWork: config.mail !== null, lastMail };
  const operation = operationOf(shop);
  return { settings, accountRegime: connection?.regime ?? null, today, builtIn, alerts, operation };
});

function operationOf({ syncFrom, pausedBy, trial }: Shop): 'on' | 'paused' | 'trial' | 'stopped' | null {
  if (!syncFrom) return null;
  if (pausedBy) return pausedBy === 'merchant' ? 'paused' : 'stopped';
  return trial ? 'trial' : 'on';
}

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), settings: z.unknown(), alertEmail: z.string().max(1_000) }),
  z.object({ intent: z.enum(['pause', 'resume', 'start_trial']) }),
]);
const actions = { pause: pauseShop, resume: resumeShop, start_trial: startTrial };

export const action = forMerchant(async ({ ports, acting, request }) => {
  const form = await readForm(request, formSchema);
  if (form.intent !== 'save') {
    await actions[form.intent](ports, acting);
    return null;
  }
  const faults = alertEmailFaults(form.alertEmail);
  if (faults.length > 0) return { kind: 'faulty' as const, faults };
  const saved = await saveSettings(ports, acting, form.settings);
  if (saved.kind === 'good') await saveAlertEmail(ports, acting, form.alertEmail);
  return saved;
});

export default function SettingsPage() {
  const { settings, accountRegime, today, builtIn, alerts, operation } = useLoaderData<typeof loader>();
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<typeof action>();
  const draft = useDraft<MerchantSettings>(settings);
  const address = useDraft({ email: alerts.email });
  const dirty = draft.dirty || address.dirty;
  const faults = answer?.kind === 'faulty' && dirty ? answer.faults : [];
  const section = { value: draft.value, set: draft.set, faults };

  const discard = () => {
    draft.discard();
    address.discard();
  };

  useEffect(() => {
    if (answer?.kind !== 'good') return;
    discard();
    shopify.toast.show(t('settings.saved'));
    // Once per answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);

  return (
    <AppPage title={t('settings.title')} backAction={{ content: t('nav.home'), url: '/app' }}>
      <FormSaveBar
        id="settings"
        dirty={dirty}
        saving={busy}
        onSave={() =>
          send({
            intent: 'save',
            settings: { ...draft.value, reviewed: true },
            alertEmail: address.value.email,
          })
        }
        onDiscard={discard}
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
      <AlertSection
        {...section}
        {...alerts}
        email={address.value.email}
        setEmail={(email) => address.set({ email })}
      />
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
      <OperationSection state={operation} />
      <Section name="data">
        <Link url="/app/data">{t('settings.data.link')}</Link>
      </Section>
    </AppPage>
  );
}
