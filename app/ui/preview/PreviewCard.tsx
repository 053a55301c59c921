import { Badge, BlockStack, Button, Card, InlineStack, Link, SkeletonBodyText, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { EvidenceText } from '../../accounting/texts/explainEvidence.ts';
import type { OrderPreview } from '../../orders/read/views.ts';
import type { Bilingual } from '../bilingual.ts';
import type { ExplainedProblem } from '../order/ProblemCard.tsx';
import { useTexts } from '../texts.tsx';
import { PreviewedDocument } from './PreviewedDocument.tsx';

export type PreviewAnswer =
  | {
      kind: 'preview';
      preview: OrderPreview;
      problem: ExplainedProblem | null;
      evidence: Bilingual<EvidenceText> | null;
    }
  | { kind: 'failed' };

interface Props {
  order: { gid: string; name: string; processedAt: string };
  /** It is this one's turn. */
  mayLoad: boolean;
  onLoaded: () => void;
}

const tones = { book: 'success', wait: 'info', park: 'warning', skip: undefined } as const;

function VerdictBadge({ verdict }: { verdict: keyof typeof tones }) {
  const { t } = useTexts();
  const tone = tones[verdict];
  return <Badge {...(tone ? { tone } : {})}>{t(`preview.verdict.${verdict}`)}</Badge>;
}

/** What would become of one order: its documents beside Shopify's sum, or why there would be none. */
export function PreviewCard({ order, mayLoad, onLoaded }: Props) {
  const { t, dateTime } = useTexts();
  const fetcher = useFetcher<PreviewAnswer>();
  const path = `/app/preview/${order.gid.slice(order.gid.lastIndexOf('/') + 1)}`;
  const { load, data, state } = fetcher;

  useEffect(() => {
    if (mayLoad && state === 'idle' && !data) load(path);
    if (data) onLoaded();
    // Loaded once; what the parent hands in anew at each drawing does not matter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [mayLoad, data]);

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {order.name}
            </Text>
            <Text as="span" tone="subdued">
              {dateTime(order.processedAt)}
            </Text>
          </InlineStack>
          {data?.kind === 'preview' && <VerdictBadge verdict={data.preview.verdict.kind} />}
        </InlineStack>
        {!data && <SkeletonBodyText lines={2} />}
        {data?.kind === 'failed' && (
          <InlineStack gap="200" blockAlign="center">
            <Text as="p">{t('preview.orderFailed')}</Text>
            <Button onClick={() => load(path)} loading={state !== 'idle'}>
              {t('action.retry')}
            </Button>
          </InlineStack>
        )}
        {data?.kind === 'preview' && <Preview {...data} />}
      </BlockStack>
    </Card>
  );
}

function Preview({ preview, problem, evidence }: Extract<PreviewAnswer, { kind: 'preview' }>) {
  const { t, language, money } = useTexts();
  return (
    <BlockStack gap="400">
      {problem && (
        <BlockStack gap="100">
          <Text as="p" fontWeight="semibold">
            {problem.text[language].title}
          </Text>
          <Text as="p">{problem.text[language].explanation}</Text>
          <Text as="p">{problem.text[language].fix}</Text>
          <Link url={`/app/help/${problem.code}`}>{t('order.more')}</Link>
        </BlockStack>
      )}
      {preview.documents.map((document, index) => (
        <PreviewedDocument key={index} document={document} currency={preview.currency} />
      ))}
      {preview.documents.length > 0 && (
        <BlockStack gap="100">
          <Text as="p" tone="subdued">
            {t('preview.shopifyTotal', { amount: money(preview.totalCents, preview.currency) })}
          </Text>
          {evidence && (
            <Text as="p" tone="subdued">
              {t('preview.tax', { reason: evidence[language].reason })}
            </Text>
          )}
        </BlockStack>
      )}
      {preview.synced && (
        <Text as="p" tone="subdued">
          {t('preview.synced')}
        </Text>
      )}
    </BlockStack>
  );
}
