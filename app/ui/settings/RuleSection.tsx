import { BlockStack, Button, Checkbox, InlineStack, Tag, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { Section, useFieldError, type SectionProps } from './section.tsx';

/** Which orders are left out. */
export function RuleSection({ value, set, faults }: SectionProps) {
  const { t } = useTexts();
  const { skip } = value;
  const change = (part: Partial<typeof skip>) => set({ skip: { ...skip, ...part } });
  return (
    <Section name="rules">
      <BlockStack gap="100">
        {(['testOrders', 'posOrders', 'zeroTotals'] as const).map((key) => (
          <Checkbox
            key={key}
            label={t(`settings.rules.${key}.label`)}
            helpText={t(`settings.rules.${key}.help`)}
            checked={skip[key]}
            onChange={(checked) => change({ [key]: checked })}
          />
        ))}
      </BlockStack>
      {(['tags', 'channels', 'gateways'] as const).map((key) => (
        <WordList
          key={key}
          name={key}
          words={skip[key]}
          onChange={(words) => change({ [key]: words })}
          faults={faults}
        />
      ))}
    </Section>
  );
}

interface WordListProps {
  name: 'tags' | 'channels' | 'gateways';
  words: string[];
  onChange: (words: string[]) => void;
  faults: SectionProps['faults'];
}

function WordList({ name, words, onChange, faults }: WordListProps) {
  const { t } = useTexts();
  const errorOf = useFieldError(faults);
  const [word, setWord] = useState('');
  const shown = (entry: string) => (name === 'gateways' ? gatewayName(entry, null, t) : entry);
  const add = () => {
    const entry = word.trim();
    if (entry && !words.includes(entry)) onChange([...words, entry]);
    setWord('');
  };
  return (
    <BlockStack gap="200">
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      >
        <TextField
          label={t(`settings.rules.${name}.label`)}
          helpText={t(`settings.rules.${name}.help`)}
          autoComplete="off"
          maxLength={255}
          value={word}
          onChange={setWord}
          connectedRight={
            <Button onClick={add} disabled={word.trim() === ''}>
              {t('action.add')}
            </Button>
          }
          {...errorOf(`skip.${name}`)}
        />
      </div>
      {words.length > 0 && (
        <InlineStack gap="200">
          {words.map((entry) => (
            <Tag key={entry} onRemove={() => onChange(words.filter((other) => other !== entry))}>
              {shown(entry)}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
