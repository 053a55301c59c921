import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineGrid, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useEffect } from 'react';
import { NATURES, type Nature } from '../../accounting/settings.ts';
import { fits } from '../../accounting/tax/natureOf.ts';
import type { MerchantSettings } from '../../merchant/settings.ts';
import type { UnshippedProduct } from '../../shopify/listUnshipped.server.ts';
import { useTexts } from '../texts.tsx';
import { useFieldError, type SectionProps } from './section.tsx';

type Told = MerchantSettings['productNatures'][number];

/** What is sold without shipping: for all of it, and by product type, tag or vendor. */
export function NatureChoice({ value, set, faults }: SectionProps) {
  const { t } = useTexts();
  const { productNatures: list } = value;
  const change = (productNatures: Told[]) => set({ productNatures });
  return (
    <BlockStack gap="300">
      <Select
        label={t('settings.taxes.unshippedLines.label')}
        helpText={t('settings.taxes.unshippedLines.help')}
        options={(['undecided', ...NATURES] as const).map((key) => ({
          value: key,
          label: t(`settings.taxes.unshippedLines.${key}`),
        }))}
        value={value.unshippedLines}
        onChange={(choice) => set({ unshippedLines: choice as MerchantSettings['unshippedLines'] })}
      />
      <Text as="p" tone="subdued">
        {t('settings.taxes.natures.help')}
      </Text>
      {list.map((told, index) => (
        <NatureRow
          // Rows have no id of their own and are only added at the end.
          key={index}
          {...{ told, index, faults }}
          onChange={(part) => change(list.with(index, { ...told, ...part }))}
          onRemove={() => change(list.toSpliced(index, 1))}
        />
      ))}
      <InlineStack gap="200">
        <Button onClick={() => change([...list, { by: 'product_type', value: '', nature: 'digital' }])}>
          {t('settings.taxes.natures.add')}
        </Button>
        <Suggestions list={list} onAdd={(value) => change([...list, { ...value, nature: 'digital' }])} />
      </InlineStack>
    </BlockStack>
  );
}

interface RowProps {
  told: Told;
  index: number;
  faults: SectionProps['faults'];
  onChange: (part: Partial<Told>) => void;
  onRemove: () => void;
}

function NatureRow({ told, index, faults, onChange, onRemove }: RowProps) {
  const { t } = useTexts();
  const errorOf = useFieldError(faults);
  return (
    <InlineGrid columns={{ xs: 1, sm: '1fr 2fr 2fr auto' }} gap="200" alignItems="end">
      <Select
        label={t('settings.taxes.natures.by')}
        options={(['product_type', 'tag', 'vendor'] as const).map((key) => ({
          value: key,
          label: t(`settings.taxes.natures.${key}`),
        }))}
        value={told.by}
        onChange={(by) => onChange({ by: by as Told['by'] })}
      />
      <TextField
        label={t('settings.taxes.natures.value')}
        autoComplete="off"
        maxLength={255}
        value={told.value}
        onChange={(value) => onChange({ value })}
        {...errorOf(`productNatures.${index}`)}
      />
      <Select
        label={t('settings.taxes.natures.is')}
        options={NATURES.map((key) => ({ value: key, label: t(`settings.taxes.unshippedLines.${key}`) }))}
        value={told.nature}
        onChange={(nature) => onChange({ nature: nature as Nature })}
      />
      <Button
        icon={DeleteIcon}
        accessibilityLabel={t('settings.taxes.natures.remove', { value: told.value })}
        onClick={onRemove}
      />
    </InlineGrid>
  );
}

/** The shop's own product types without shipping that nothing is said about yet. */
function Suggestions({ list, onAdd }: { list: Told[]; onAdd: (told: Pick<Told, 'by' | 'value'>) => void }) {
  const { t } = useTexts();
  const { load, data } = useFetcher<{ products: UnshippedProduct[] }>();
  useEffect(() => load('/app/products'), [load]);
  const open = (data?.products ?? []).filter((product) => !list.some((told) => fits(told, product)));
  return open.slice(0, 8).map(({ type, vendor, example }) => {
    const told = type
      ? { by: 'product_type' as const, value: type }
      : { by: 'vendor' as const, value: vendor ?? '' };
    return (
      <Button
        key={`${type} ${vendor}`}
        variant="tertiary"
        disabled={told.value === ''}
        onClick={() => onAdd(told)}
      >
        {t('settings.taxes.natures.suggestion', { value: told.value || '–', example })}
      </Button>
    );
  });
}
