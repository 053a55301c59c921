import { ChoiceList, Text, TextField } from '@shopify/polaris';
import type { MerchantSettings } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';
import { Section, useFieldError, type SectionProps } from './section.tsx';

interface Props extends SectionProps {
  email: string;
  setEmail: (email: string) => void;
  /** Where mails go without a choice; null while it is not known. */
  shopEmail: string | null;
  /** The operator has set up mails. */
  mailsWork: boolean;
  lastMail: { state: 'sent' | 'unclear' | 'failed'; at: string } | null;
}

/** Whether, how often and where the app writes when something needs the merchant. */
export function AlertSection({ value, set, faults, email, setEmail, shopEmail, mailsWork, lastMail }: Props) {
  const { t, dateTime } = useTexts();
  const errorOf = useFieldError(faults);
  return (
    <Section name="alerts">
      {!mailsWork && <Text as="p">{t('settings.alerts.noMails')}</Text>}
      <ChoiceList
        title={t('settings.alerts.mails.label')}
        choices={(['soon', 'daily', 'none'] as const).map((key) => ({
          value: key,
          label: t(`settings.alerts.mails.${key}`),
          helpText: t(`settings.alerts.mails.${key}_help`),
        }))}
        selected={[value.alerts.mails]}
        onChange={([choice]) => set({ alerts: { mails: choice as MerchantSettings['alerts']['mails'] } })}
      />
      <TextField
        type="email"
        label={t('settings.alerts.email.label')}
        helpText={
          shopEmail
            ? t('settings.alerts.email.help', { email: shopEmail })
            : t('settings.alerts.email.missing')
        }
        autoComplete="email"
        value={email}
        onChange={setEmail}
        {...errorOf('alertEmail')}
      />
      {lastMail && (
        <Text as="p" tone="subdued">
          {t(`settings.alerts.last.${lastMail.state}`, { at: dateTime(lastMail.at) })}
        </Text>
      )}
    </Section>
  );
}
