import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { DeadLetterView, DocumentView, StepView } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { stepSentence } from './stepSentence.ts';
import { TechnicalDetails } from './TechnicalDetails.tsx';
import { readableTimeline } from './timeline.ts';

const SHORT = 12;

interface Props {
  steps: StepView[];
  documents: DocumentView[];
  letters: DeadLetterView[];
  orderName: string;
}

/** What was done, to which document, when, and how long it took; everything for support behind a button. */
export function TimelineCard({ steps, documents, letters, orderName }: Props) {
  const texts = useTexts();
  const { t } = texts;
  const [whole, setWhole] = useState(false);
  const readable = readableTimeline(steps);
  const shown = whole ? readable : readable.slice(0, SHORT);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('timeline.title')}
        </Text>
        {shown.length === 0 && (
          <Text as="p" tone="subdued">
            {t('timeline.none')}
          </Text>
        )}
        <ol className="timeline">
          {shown.map((step) => (
            <li key={step.id} data-outcome={step.outcome}>
              <Text as="span" variant="bodySm" tone="subdued">
                {texts.dateTimeSeconds(step.at)}
                {step.durationMs !== null && ` · ${texts.duration(step.durationMs)}`}
              </Text>
              <Text as="p">{stepSentence(step, documents, texts)}</Text>
            </li>
          ))}
        </ol>
        {readable.length > shown.length && (
          <InlineStack>
            <Button variant="plain" onClick={() => setWhole(true)}>
              {t('timeline.whole', { count: readable.length })}
            </Button>
          </InlineStack>
        )}
        <TechnicalDetails order={orderName} facts={{ steps, failedAttempts: letters }} />
      </BlockStack>
    </Card>
  );
}
