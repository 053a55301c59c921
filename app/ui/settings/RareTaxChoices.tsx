import { Checkbox, Select } from '@shopify/polaris';
import type { MerchantSettings } from '../../merchant/settings.ts';
import { useTexts } from '../texts.tsx';
import { useFieldError, type SectionProps } from './section.tsx';

/** Choices that few shops need: tips, the rate of 0 % at home, and where goods leave from. */
export function RareTaxChoices({ value, set, faults }: SectionProps) {
  const { t } = useTexts();
  const errorOf = useFieldError(faults);
  return (
    <>
      <Select
        label={t('settings.taxes.tips.label')}
        helpText={t('settings.taxes.tips.help')}
        options={(['park', 'staff'] as const).map((key) => ({
          value: key,
          label: t(`settings.taxes.tips.${key}`),
        }))}
        value={value.tips}
        onChange={(choice) => set({ tips: choice as MerchantSettings['tips'] })}
      />
      <Checkbox
        label={t('settings.taxes.domesticZeroRate.label')}
        helpText={t('settings.taxes.domesticZeroRate.help')}
        checked={value.domesticZeroRate}
        onChange={(domesticZeroRate) => set({ domesticZeroRate })}
      />
      <Select
        label={t('settings.taxes.shipsFrom.label')}
        helpText={t('settings.taxes.shipsFrom.help')}
        options={[
          { value: 'DE', label: t('settings.taxes.shipsFrom.germany') },
          {
            value: value.shipsFrom === 'DE' ? 'ZZ' : value.shipsFrom,
            label: t('settings.taxes.shipsFrom.elsewhere'),
          },
        ]}
        value={value.shipsFrom}
        onChange={(shipsFrom) => set({ shipsFrom })}
        {...errorOf('shipsFrom')}
      />
    </>
  );
}
