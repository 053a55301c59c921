import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { StepView } from '../../orders/read/views.ts';
import { useTexts, type Texts } from '../texts.tsx';
import { save } from '../download.ts';
import { knownAction, knownStep, readableTimeline } from './timeline.ts';

const SHORT = 12;

/** What was done, when, and how long it took; the raw steps for support behind a button. */
export function TimelineCard({ steps, orderName }: { steps: StepView[]; orderName: string }) {
  const texts = useTexts();
  const { t } = texts;
  const [whole, setWhole] = useState(false);
  const [raw, setRaw] = useState(false);
  const readable = raw ? steps.toReversed() : readableTimeline(steps);
  const shown = whole ? readable : readable.slice(0, SHORT);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('timeline.title')}
          </Text>
          <Button variant="plain" pressed={raw} onClick={() => setRaw(!raw)}>
            {t(raw ? 'timeline.plain' : 'timeline.raw')}
          </Button>
        </InlineStack>
        {shown.length === 0 && (
          <Text as="p" tone="subdued">
            {t('timeline.none')}
          </Text>
        )}
        {raw && (
          <InlineStack>
            <Button
              onClick={() => save(JSON.stringify(steps, null, 2), `steps-${orderName.replace('#', '')}.json`)}
            >
              {t('timeline.save')}
            </Button>
          </InlineStack>
        )}
        <ol className="timeline">
          {shown.map((step) => (
            <li key={step.id} data-outcome={step.outcome}>
              <Text as="span" variant="bodySm" tone="subdued">
                {texts.dateTimeSeconds(step.at)}
                {step.durationMs !== null && ` · ${texts.duration(step.durationMs)}`}
              </Text>
              <Text as="p">{sentenceOf(step, texts)}</Text>
              {raw && (
                <code className="raw">
                  {JSON.stringify({ step: step.step, outcome: step.outcome, ...step.detail })}
                </code>
              )}
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
      </BlockStack>
    </Card>
  );
}

/** "Invoice finalised, number RE-1012." */
function sentenceOf({ step, outcome, detail }: StepView, { t }: Texts): string {
  const known = knownStep(step);
  if (!known) return step;
  if (known === 'person') {
    const action = knownAction(detail['action']);
    return action ? t(`step.person.${action}`) : t('step.done.person');
  }
  if (known === 'done' && detail['problem'] === 'skip.trial') return t('step.trial');
  if (outcome === 'done') {
    const number = typeof detail['number'] === 'string' ? detail['number'] : '';
    return number && known === 'finalise' ? t('step.numbered', { number }) : t(`step.done.${known}`);
  }
  if (known === 'park') return t('step.done.park');
  if (known === 'plan' && outcome === 'refused') return t('step.refusedPlan');
  if (known === 'mail' && outcome === 'unclear') return t('step.mailUnclear');
  return t(`step.outcome.${outcome}`, { step: t(`step.name.${known}`) });
}
