import { BlockStack, Card, Text } from '@shopify/polaris';
import type { DeadLetterView, OrderState } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { useTexts, type Texts } from '../texts.tsx';
import { Line } from './SummaryCard.tsx';

type ShownLetter = DeadLetterView & { title: Bilingual };

interface Props {
  letters: ShownLetter[];
  state: OrderState;
}

/**
 * What could not be done for an order, and what became of it. Once the order is in sevdesk this is history, and told
 * only among the technical details.
 */
export function DeadLetterCard({ letters, state }: Props) {
  const { t } = useTexts();
  const shown = letters.filter(
    (letter) => letter.state === 'open' || (state !== 'synced' && letter.state !== 'resolved'),
  );
  if (shown.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('letter.title')}
        </Text>
        {shown.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Letter({ letter }: { letter: ShownLetter }) {
  const texts = useTexts();
  const { t, language, dateTime } = texts;
  const { error, hint, retryCount } = letter;
  const cause = hint.topic === 'app' ? 'app' : 'shopify';
  return (
    <BlockStack gap="200">
      <Text as="h3" fontWeight="semibold">
        {letter.title[language]}
      </Text>
      <Text as="p">{outcomeOf(letter, texts)}</Text>
      <Line term={t('letter.hint')}>{t(`letter.cause.${cause}`, { at: dateTime(hint.at) })}</Line>
      <Line term={t('letter.error')}>{dateTime(error.time)}</Line>
      {retryCount > 0 && <Line term={t('letter.retries')}>{retryCount}</Line>}
    </BlockStack>
  );
}

/** "Skipped by hand on 24.11.2026, 14:05" */
function outcomeOf(
  { state, againAt, resolvedAt, resolvedBy }: DeadLetterView,
  { t, dateTime }: Texts,
): string {
  if (state === 'open') return againAt ? t('letter.again', { at: dateTime(againAt) }) : t('letter.waits');
  const at = resolvedAt ? dateTime(resolvedAt) : '–';
  const who = t(resolvedBy?.startsWith('user:') ? 'letter.byPerson' : 'letter.byItself');
  return t(`letter.state.${state}`, { at, who });
}
