import { BlockStack, ChoiceList, TextField, type IndexFiltersProps } from '@shopify/polaris';
import type { OrderFilter } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { daysOf, presets, todayIn, type DatePreset } from './datePresets.ts';
import { gatewayName } from '../gatewayName.ts';
import type { Texts } from '../texts.tsx';

export interface Offered {
  problems: { code: string; title: Bilingual }[];
  gateways: string[];
}

type Change = (part: Partial<OrderFilter>) => void;

/** The filters of the log, each with its choices. */
export function filterControls(filter: OrderFilter, offered: Offered, change: Change, texts: Texts) {
  const { t, language, timeZone } = texts;
  const today = todayIn(timeZone);
  const isChosen = ({ from, to }: { from: string; to: string }) => filter.from === from && filter.to === to;
  const days = (['from', 'to'] as const).map((end) => (
    <TextField
      key={end}
      type="date"
      label={t(`log.filter.${end}`)}
      autoComplete="off"
      value={filter[end] ?? ''}
      onChange={(day) => change({ [end]: day || null })}
    />
  ));
  return [
    {
      key: 'problem',
      label: t('log.filter.problem'),
      shortcut: true,
      filter: (
        <ChoiceList
          title={t('log.filter.problem')}
          titleHidden
          choices={offered.problems.map(({ code, title }) => ({ value: code, label: title[language] }))}
          selected={filter.problemCode ? [filter.problemCode] : []}
          onChange={([code]) => change({ problemCode: code ?? null })}
        />
      ),
    },
    {
      key: 'gateway',
      label: t('log.filter.gateway'),
      filter: (
        <ChoiceList
          title={t('log.filter.gateway')}
          titleHidden
          choices={offered.gateways.map((gateway) => ({
            value: gateway,
            label: gatewayName(gateway, null, t),
          }))}
          selected={filter.gateway ? [filter.gateway] : []}
          onChange={([gateway]) => change({ gateway: gateway ?? null })}
        />
      ),
    },
    {
      key: 'date',
      label: t('log.filter.date'),
      filter: (
        <BlockStack gap="200">
          <ChoiceList
            title={t('log.filter.zone', { zone: timeZone })}
            choices={presets.map((preset) => ({ value: preset, label: t(`log.preset.${preset}`) }))}
            selected={presets.filter((preset) => isChosen(daysOf(preset, today)))}
            onChange={([preset]) => change(daysOf(preset as DatePreset, today))}
          />
          {days}
        </BlockStack>
      ),
    },
  ] satisfies IndexFiltersProps['filters'];
}

/** The filters that are in force, to be read and taken away. */
export function appliedFilters(filter: OrderFilter, { problems }: Offered, change: Change, texts: Texts) {
  const { t, language, day } = texts;
  const applied: NonNullable<IndexFiltersProps['appliedFilters']> = [];
  const { problemCode, gateway, from, to } = filter;
  if (problemCode) {
    const label = problems.find(({ code }) => code === problemCode)?.title[language] ?? problemCode;
    applied.push({ key: 'problem', label, onRemove: () => change({ problemCode: null }) });
  }
  if (gateway) {
    const label = gatewayName(gateway, null, t);
    applied.push({ key: 'gateway', label, onRemove: () => change({ gateway: null }) });
  }
  if (from || to) {
    const label = [from, to].map((at) => (at ? day(at) : '…')).join(' – ');
    applied.push({ key: 'date', label, onRemove: () => change({ from: null, to: null }) });
  }
  return applied;
}
