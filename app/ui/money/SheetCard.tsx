import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { SheetLine } from '../../money/sheets/views.ts';
import { gatewayName } from '../gatewayName.ts';
import { sevdeskLink } from '../order/sevdeskLink.ts';
import { useTexts } from '../texts.tsx';
import { MoneyTable } from './MoneyTable.tsx';

interface Props {
  name: string;
  lines: SheetLine[];
  /** Addresses of the page behind this one, and of the first; null: there is none, or it is this. */
  older: string | null;
  newest: string | null;
}

/** The lines of an account, each with the way to its order and to its document in sevdesk. */
export function SheetCard({ name, lines, older, newest }: Props) {
  const { t, money } = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('money.sheet.title', { name })}
        </Text>
        {lines.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('money.sheet.none')}
          </Text>
        ) : (
          <MoneyTable
            amounts={t('money.sheet.amount')}
            rows={lines.map((line) => ({
              key: line.id,
              day: line.day,
              what: <What line={line} />,
              amount: money(line.amountCents),
            }))}
          />
        )}
        <InlineStack gap="400">
          {newest && <Link url={newest}>{t('money.sheet.newest')}</Link>}
          {older && <Link url={older}>{t('money.sheet.more')}</Link>}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function What({ line }: { line: SheetLine }) {
  const { t } = useTexts();
  const { document } = line;
  const link = document && sevdeskLink({ ...document, state: 'done' });
  const gateway =
    line.kind === 'payment' || line.kind === 'refund' ? gatewayName(line.gateway, null, t) : null;
  return (
    <>
      {t(`money.sheet.kind.${line.kind}`)}
      {gateway && `, ${gateway}`}
      <br />
      <Link url={`/app/orders/${line.orderId}`}>{t('money.sheet.order', { name: line.orderName })}</Link>
      {document && link && (
        <>
          {' · '}
          <Link url={link} target="_blank">
            {t('money.sheet.inSevdesk', { number: document.number ?? t('money.sheet.document') })}
          </Link>
        </>
      )}
    </>
  );
}
