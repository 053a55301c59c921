import { BlockStack, Card, Text } from '@shopify/polaris';
import type { EvidenceText } from '../../accounting/texts/explainEvidence.ts';
import type { Bilingual } from '../bilingual.ts';
import { useTexts } from '../texts.tsx';
import { Line } from './SummaryCard.tsx';

interface ShownControl {
  name: 'order_totals' | 'sales_ledger' | 'exchange';
  expected: number;
  found: number;
}

interface Props {
  evidence: Bilingual<EvidenceText> | null;
  controls: ShownControl[];
  currency: string;
}

/** Why the tax is what it is, and the sums that were compared before anything was written. */
export function EvidenceCard({ evidence, controls, currency }: Props) {
  const { t, language, money } = useTexts();
  if (!evidence && controls.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('evidence.title')}
        </Text>
        {evidence && (
          <>
            <Line term={t('evidence.rule')}>{evidence[language].reason}</Line>
            {evidence[language].facts.map(({ label, value }) => (
              <Line key={label} term={label}>
                {value}
              </Line>
            ))}
          </>
        )}
        {controls.map(({ name, expected, found }) => (
          <Line key={name} term={t(`evidence.control.${name}`)}>
            {expected === found
              ? t('evidence.equal', { amount: money(found, currency) })
              : t('evidence.differs', { expected: money(expected, currency), found: money(found, currency) })}
          </Line>
        ))}
      </BlockStack>
    </Card>
  );
}
