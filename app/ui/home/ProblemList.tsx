import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import type { Bilingual } from '../bilingual.ts';

export interface ListedProblem {
  code: string;
  count: number;
  title: Bilingual;
  /** Of its alert, null while there is none. */
  level: 'warning' | 'critical' | 'escalated' | null;
  /** Since when the oldest order waits. */
  since: string | null;
}

/** Open problems by their cause, most frequent first, each with the way to its orders and one button for all. */
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
  const { send, busy } = useSend();
  return (
    <InlineStack gap="300" align="space-between" blockAlign="center">
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" fontWeight="semibold">
            {problem.title[language]}
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
        <Button
          url={`/app/orders?view=attention&problem=${problem.code}`}
          accessibilityLabel={t('problems.showOf', { title: problem.title[language] })}
        >
          {t('problems.show')}
        </Button>
        <Button
          onClick={() => send({ intent: 'sync_again', code: problem.code })}
          loading={busy}
          accessibilityLabel={t('problems.againOf', { title: problem.title[language] })}
        >
          {t('action.syncAgain')}
        </Button>
      </InlineStack>
    </InlineStack>
  );
}
