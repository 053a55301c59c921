import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { DeadLetterView } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { useTexts, type Texts } from '../texts.tsx';
import { Line } from './SummaryCard.tsx';

export type ShownLetter = DeadLetterView & { title: Bilingual };

/** What could not be done: what set it off, what went wrong and when, how often it was tried, and what became of it. */
export function DeadLetterCard({ letters }: { letters: ShownLetter[] }) {
  const { t } = useTexts();
  if (letters.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('letter.title')}
        </Text>
        {letters.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Letter({ letter }: { letter: ShownLetter }) {
  const texts = useTexts();
  const { t, language, dateTime, dateTimeSeconds, duration } = texts;
  const [open, setOpen] = useState(false);
  const { id, error, hint, steps } = letter;
  return (
    <BlockStack gap="200">
      <Text as="h3" fontWeight="semibold">
        {letter.title[language]}
      </Text>
      <Text as="p">{outcomeOf(letter, texts)}</Text>
      <Line term={t('letter.hint')}>{t('letter.hintAt', { topic: hint.topic, at: dateTime(hint.at) })}</Line>
      <Line term={t('letter.error')}>
        {[error.code, error.message, dateTime(error.time)].filter(Boolean).join(' · ')}
      </Line>
      <Line term={t('letter.retries')}>{letter.retryCount}</Line>
      <InlineStack>
        <Button
          variant="plain"
          ariaExpanded={open}
          ariaControls={`steps-${id}`}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'letter.hideSteps' : 'letter.showSteps', { count: steps.length })}
        </Button>
      </InlineStack>
      <Collapsible id={`steps-${id}`} open={open} transition={false}>
        <ol className="raw-steps">
          {steps.map(({ step, outcome, at, durationMs }, index) => (
            <li key={index}>
              <code className="raw">
                {[dateTimeSeconds(at), step, outcome, durationMs === null ? '' : duration(durationMs)]
                  .filter(Boolean)
                  .join(' · ')}
              </code>
            </li>
          ))}
        </ol>
      </Collapsible>
    </BlockStack>
  );
}

/** "Skipped by hand (user 7), 24.11.2026, 14:05" */
function outcomeOf(
  { state, againAt, resolvedAt, resolvedBy }: DeadLetterView,
  { t, dateTime }: Texts,
): string {
  if (state === 'open') return againAt ? t('letter.again', { at: dateTime(againAt) }) : t('letter.waits');
  const at = resolvedAt ? dateTime(resolvedAt) : '–';
  const person = resolvedBy?.startsWith('user:') ? resolvedBy.slice('user:'.length) : null;
  const who = person ? t('letter.byPerson', { person }) : t('letter.byItself');
  return t(`letter.state.${state}`, { at, who });
}
