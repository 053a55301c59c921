import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { OrderTotals } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import { fixPageOf } from '../order/fixPages.ts';
import type { ExplainedProblem } from '../order/ProblemCard.tsx';
import { BulkQuestion } from '../orders/BulkQuestion.tsx';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

export interface ListedProblem {
  code: string;
  count: number;
  title: Bilingual;
  action: ExplainedProblem['action'];
  /** Of its alert, null while there is none. */
  level: 'warning' | 'critical' | 'escalated' | null;
  /** Since when the oldest order waits. */
  since: string | null;
}

/** Open problems by their cause, most frequent first, each with the button that helps and the way to its orders. */
export function ProblemList({ problems }: { problems: ListedProblem[] }) {
  const { t } = useTexts();
  if (problems.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t('problems.title')}
        </Text>
      </Box>
      {problems.map((problem) => (
        <Box key={problem.code}>
          <Divider />
          <Box padding="400">
            <ProblemLine problem={problem} />
          </Box>
        </Box>
      ))}
    </Card>
  );
}

function ProblemLine({ problem }: { problem: ListedProblem }) {
  const { t, language, dateTime } = useTexts();
  const title = problem.title[language];
  return (
    <InlineStack gap="300" align="space-between" blockAlign="center">
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" fontWeight="semibold">
            {title}
          </Text>
          {(problem.level === 'critical' || problem.level === 'escalated') && (
            <Badge tone="warning">{t(`problems.level.${problem.level}`)}</Badge>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t('problems.count', { count: problem.count })}
          {problem.since && `, ${t('problems.since', { at: dateTime(problem.since) })}`}
        </Text>
      </BlockStack>
      <InlineStack gap="200">
        <FixButton problem={problem} title={title} />
        <Button
          url={`/app/orders?view=attention&problem=${problem.code}`}
          accessibilityLabel={t('problems.showOf', { title })}
        >
          {t('problems.show')}
        </Button>
        <SyncAgain code={problem.code} title={title} />
      </InlineStack>
    </InlineStack>
  );
}

/** Leads to the control that mends the cause, where the app has one. */
function FixButton({ problem: { action }, title }: { problem: ListedProblem; title: string }) {
  const { t } = useTexts();
  const page = fixPageOf(action);
  if (!page) return null;
  const fix = t(`fix.${page.action}`);
  return (
    <Button variant="primary" url={page.url} accessibilityLabel={t('problems.fixOf', { fix, title })}>
      {fix}
    </Button>
  );
}

/** All orders with the problem once more; asked before, because it may be many. */
function SyncAgain({ code, title }: { code: string; title: string }) {
  const { t } = useTexts();
  const { send, busy, answer } = useSend<{ kind: string; totals?: OrderTotals }>();
  const [asked, setAsked] = useState<OrderTotals | null>(null);
  const [known, setKnown] = useState(answer);
  if (answer !== known) {
    setKnown(answer);
    if (answer?.kind === 'weighed_again' && answer.totals) setAsked(answer.totals);
  }
  return (
    <>
      <Button
        onClick={() => send({ intent: 'weigh_again', code })}
        loading={busy}
        accessibilityLabel={t('problems.againOf', { title })}
      >
        {t('action.syncAgain')}
      </Button>
      <BulkQuestion
        id={`again-${code}`}
        asked={asked && { intent: 'sync_again', totals: asked }}
        about={title}
        onConfirm={() => {
          send({ intent: 'sync_again', code });
          setAsked(null);
        }}
        onCancel={() => setAsked(null)}
      />
    </>
  );
}
