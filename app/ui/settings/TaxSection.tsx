import { Banner, Checkbox, ChoiceList, Select, TextField } from '@shopify/polaris';
import type { MerchantSettings } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';
import { NatureChoice } from './NatureChoice.tsx';
import { RareTaxChoices } from './RareTaxChoices.tsx';
import { Section, useFieldError, type SectionProps } from './section.tsx';

interface Props extends SectionProps {
  /** What sevdesk says the account is; null while there is no connection. */
  accountRegime: MerchantSettings['regime'] | null;
  today: string;
}

export function TaxSection({ value, set, faults, accountRegime, today }: Props) {
  const { t } = useTexts();
  const errorOf = useFieldError(faults);
  const regimes = ['regular', 'small_business'] as const;
  return (
    <Section name="taxes">
      <ChoiceList
        title={t('settings.taxes.regime.label')}
        choices={regimes.map((key) => ({ value: key, label: t(`regime.${key}`) }))}
        selected={[value.regime]}
        onChange={([choice]) => set({ regime: choice as MerchantSettings['regime'] })}
      />
      {accountRegime && accountRegime !== value.regime && (
        <Banner tone="warning">
          <p>{t('settings.taxes.regime.differs', { regime: t(`regime.${accountRegime}`) })}</p>
        </Banner>
      )}
      <Checkbox
        label={t('settings.taxes.oss.label')}
        helpText={t('settings.taxes.oss.help')}
        checked={value.ossFrom !== null}
        onChange={(checked) => set({ ossFrom: checked ? today : null })}
      />
      {value.ossFrom !== null && (
        <div className="short-field">
          <TextField
            type="date"
            label={t('settings.taxes.oss.from')}
            autoComplete="off"
            value={value.ossFrom}
            onChange={(ossFrom) => set({ ossFrom })}
            {...errorOf('ossFrom')}
          />
        </div>
      )}
      <div className="short-field">
        <TextField
          label={t('settings.taxes.ownVatId.label')}
          helpText={t('settings.taxes.ownVatId.help')}
          autoComplete="off"
          maxLength={20}
          value={value.ownVatId ?? ''}
          onChange={(entered) => set({ ownVatId: entered.trim() === '' ? null : entered })}
          {...errorOf('ownVatId')}
        />
      </div>
      <Checkbox
        label={t('settings.taxes.intraCommunity.label')}
        helpText={t('settings.taxes.intraCommunity.help')}
        checked={value.intraCommunity}
        onChange={(intraCommunity) => set({ intraCommunity })}
      />
      <NatureChoice {...{ value, set, faults }} />
      <Select
        label={t('settings.taxes.giftCards.label')}
        helpText={t('settings.taxes.giftCards.help')}
        options={(['multi_purpose', 'park'] as const).map((key) => ({
          value: key,
          label: t(`settings.taxes.giftCards.${key}`),
        }))}
        value={value.giftCards}
        onChange={(choice) => set({ giftCards: choice as MerchantSettings['giftCards'] })}
      />
      <RareTaxChoices {...{ value, set, faults }} />
    </Section>
  );
}
