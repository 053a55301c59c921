import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris';
import type { DocumentView } from '../../orders/read/views.ts';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { DocumentLines } from './DocumentLines.tsx';
import { documentName } from './documentName.ts';
import { MailLine } from './MailLine.tsx';
import { PdfButton } from './PdfButton.tsx';
import { isList, sevdeskLink } from './sevdeskLink.ts';
import { taxRounding, taxShown } from './taxRounding.ts';

interface Props {
  documents: DocumentView[];
  orderId: string;
  /** Nobody works on the order: what is not finished stays so until somebody does something. */
  stopped: boolean;
}

/** What stands in sevdesk for the order: each document with its sums, its payments and its mail. */
export function DocumentCard({ documents, orderId, stopped }: Props) {
  const { t } = useTexts();
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t('document.title')}
        </Text>
      </Box>
      {documents.length === 0 && (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t('document.none')}
          </Text>
        </Box>
      )}
      {documents.map((document) => (
        <Box key={document.id}>
          <Divider />
          <Box padding="400">
            <Document document={document} orderId={orderId} stopped={stopped} />
          </Box>
        </Box>
      ))}
    </Card>
  );
}

function Document({
  document,
  orderId,
  stopped,
}: {
  document: DocumentView;
  orderId: string;
  stopped: boolean;
}) {
  const { t, money, day } = useTexts();
  const link = sevdeskLink(document);
  const name = documentName(document, t);
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" fontWeight="semibold">
            {name}
          </Text>
          <DocumentBadge document={document} stopped={stopped} />
        </InlineStack>
        <InlineStack gap="200">
          {document.number && <PdfButton orderId={orderId} document={document} />}
          {link && (
            <Button
              url={link}
              target="_blank"
              accessibilityLabel={t(isList(document) ? 'document.openListOf' : 'document.openOf', { name })}
            >
              {t(isList(document) ? 'document.openList' : 'document.open')}
            </Button>
          )}
        </InlineStack>
      </InlineStack>
      <Lines
        lines={[
          [t('document.gross'), money(document.grossCents, document.currency)],
          [t('document.tax'), money(taxShown(document), document.currency)],
          [t('document.date'), day(document.day)],
          [t('document.positions'), String(document.positions)],
        ]}
      />
      <DocumentLines document={document} name={name} />
      <TaxDifference document={document} />
      {(!stopped || isIssued(document)) && <Money document={document} />}
      {(!stopped || isIssued(document)) && document.mail && <MailLine mail={document.mail} />}
      {document.adopted && (
        <Text as="p" tone="subdued">
          {t('document.adopted')}
        </Text>
      )}
    </BlockStack>
  );
}

/** Of a document that was stopped before sevdesk had it, neither money nor mail is on the way. */
const isIssued = ({ state }: DocumentView): boolean => state === 'open' || state === 'done';

function Money({ document }: { document: DocumentView }) {
  const { t, money, day } = useTexts();
  return (
    <>
      {document.bookings.map((booking, index) => (
        <Text as="p" key={`${booking.gateway}-${index}`}>
          {t(`document.booking.${document.kind === 'invoice' ? 'in' : 'out'}.${booking.state}`, {
            amount: money(booking.amountCents, document.currency),
            gateway: gatewayName(booking.gateway, null, t),
            account: booking.checkAccountName ?? '–',
            day: day(booking.day),
          })}
        </Text>
      ))}
    </>
  );
}

/** The gross is Shopify's to the cent; the tax in it may be a few cents off, and then the merchant is told why. */
function TaxDifference({ document }: { document: DocumentView }) {
  const { t, money } = useTexts();
  const rounding = taxRounding(document);
  if (!rounding) return null;
  return (
    <Text as="p" tone="subdued">
      {t(`document.rounding.${rounding.direction}`, {
        count: rounding.by,
        found: money(rounding.foundCents, document.currency),
        expected: money(rounding.expectedCents, document.currency),
      })}
    </Text>
  );
}

/** A credit note is paid out, not paid; a cancellation settles its invoice and has no money of its own. */
function doneAs({ kind, paidCents }: DocumentView): 'paid' | 'paidOut' | 'settled' | 'open' {
  if (kind === 'cancellation') return 'settled';
  if (paidCents === 0) return 'open';
  return kind === 'invoice' ? 'paid' : 'paidOut';
}

function DocumentBadge({ document, stopped }: { document: DocumentView; stopped: boolean }) {
  const { t } = useTexts();
  switch (document.state) {
    case 'done':
      return <Badge tone="success">{t(`document.state.${doneAs(document)}`)}</Badge>;
    case 'open':
      return <Badge tone="info">{t('document.state.open')}</Badge>;
    case 'draft':
      return <Badge tone="attention">{t('document.state.draft')}</Badge>;
    case 'withdrawn':
      return <Badge>{t('document.state.withdrawn')}</Badge>;
    case 'planned':
      if (stopped) return <Badge>{t('document.state.missing')}</Badge>;
      return <Badge tone="info">{t('document.state.working')}</Badge>;
    case 'write_requested':
    case 'discard_requested':
    case 'finalise_requested':
      return stopped ? (
        <Badge>{t('document.state.stopped')}</Badge>
      ) : (
        <Badge tone="info">{t('document.state.working')}</Badge>
      );
  }
}

function Lines({ lines }: { lines: [string, string][] }) {
  return (
    <dl className="lines">
      {lines.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
