import { Checkbox, ChoiceList, Select } from '@shopify/polaris';
import type { MerchantSettings } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';
import { Section, type SectionProps } from './section.tsx';

export function InvoiceSection({ value, set }: SectionProps) {
  const { t } = useTexts();
  const options = <Key extends string>(field: string, keys: readonly Key[]) =>
    keys.map((key) => ({
      value: key,
      label: t(`settings.invoices.${field}.${key}` as 'settings.invoices.title'),
    }));
  return (
    <Section name="invoices">
      <ChoiceList
        title={t('settings.invoices.finalise.label')}
        choices={[
          {
            value: 'yes',
            label: t('settings.invoices.finalise.yes'),
            helpText: t('settings.invoices.finalise.yesHelp'),
          },
          {
            value: 'no',
            label: t('settings.invoices.finalise.no'),
            helpText: t('settings.invoices.finalise.noHelp'),
          },
        ]}
        selected={[value.finalise ? 'yes' : 'no']}
        onChange={([choice]) => set({ finalise: choice === 'yes' })}
      />
      <Select
        label={t('settings.invoices.deliveryDate.label')}
        helpText={t('settings.invoices.deliveryDate.help')}
        options={options('deliveryDate', ['invoice_date', 'payment_day', 'fulfilment_day'])}
        value={value.deliveryDate}
        onChange={(choice) => set({ deliveryDate: choice as MerchantSettings['deliveryDate'] })}
      />
      <Checkbox
        label={t('settings.invoices.mailInvoice.label')}
        helpText={t('settings.invoices.mailInvoice.help')}
        checked={value.mailInvoice}
        disabled={!value.finalise}
        onChange={(mailInvoice) => set({ mailInvoice })}
      />
      <Checkbox
        label={t('settings.invoices.showSku.label')}
        checked={value.showSku}
        onChange={(showSku) => set({ showSku })}
      />
      <Select
        label={t('settings.invoices.fallbackLanguage.label')}
        helpText={t('settings.invoices.fallbackLanguage.help')}
        options={(['de', 'en'] as const).map((key) => ({ value: key, label: t(`language.${key}`) }))}
        value={value.fallbackLanguage}
        onChange={(choice) => set({ fallbackLanguage: choice as 'de' | 'en' })}
      />
      <Select
        label={t('settings.invoices.guestContact.label')}
        helpText={t('settings.invoices.guestContact.help')}
        options={options('guestContact', ['each', 'collective'])}
        value={value.guestContact}
        onChange={(choice) => set({ guestContact: choice as MerchantSettings['guestContact'] })}
      />
      <Select
        label={t('settings.invoices.shopifyInvoices.label')}
        helpText={t('settings.invoices.shopifyInvoices.help')}
        options={(['unknown', 'off', 'on'] as const).map((key) => ({
          value: key,
          label: t(`settings.invoices.shopifyInvoices.${key}`),
        }))}
        value={value.shopifyInvoices}
        onChange={(choice) => set({ shopifyInvoices: choice as MerchantSettings['shopifyInvoices'] })}
      />
    </Section>
  );
}
