import { BlockStack, Box, Card, Divider, Icon, InlineStack, Link, Text } from '@shopify/polaris';
import {
  AlertTriangleIcon,
  CheckCircleIcon,
  InfoIcon,
  QuestionCircleIcon,
  XCircleIcon,
} from '@shopify/polaris-icons';
import type { CheckName, Finding } from '../../merchant/judgeSettings.ts';
import { useTexts } from '../texts.tsx';

const looks = {
  good: { icon: CheckCircleIcon, tone: 'success' },
  note: { icon: InfoIcon, tone: 'info' },
  warning: { icon: AlertTriangleIcon, tone: 'caution' },
  wrong: { icon: XCircleIcon, tone: 'critical' },
  unknown: { icon: QuestionCircleIcon, tone: 'subdued' },
} as const;

/** Where a point is changed, if the app itself has the place. */
const places: Partial<Record<CheckName, string>> = {
  connection: '/app/sevdesk',
  accounts: '/app/sevdesk',
  regime: '/app/settings',
  tax: '/app/settings',
  oss: '/app/settings#taxes',
  unshipped: '/app/settings#taxes',
  shopify_invoices: '/app/settings#invoices',
};

const rank = { wrong: 0, warning: 1, unknown: 2, note: 3, good: 4 } as const;

/** What does not fit comes first. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const { t } = useTexts();
  const sorted = findings.toSorted((a, b) => rank[a.state] - rank[b.state]);
  const amiss = findings.filter(({ state }) => state === 'wrong' || state === 'warning').length;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {amiss === 0 ? t('check.allGood') : t('check.amiss', { count: amiss })}
        </Text>
      </Box>
      {sorted.map((finding) => (
        <Box key={finding.check}>
          <Divider />
          <Box padding="400">
            <FindingLine finding={finding} />
          </Box>
        </Box>
      ))}
    </Card>
  );
}

function FindingLine({ finding: { check, state, facts } }: { finding: Finding }) {
  const { t } = useTexts();
  const { icon, tone } = looks[state];
  const place = places[check];
  const wanted = state === 'wrong' || state === 'warning';
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <div>
        <Icon source={icon} tone={tone} accessibilityLabel={t(`check.state.${state}`)} />
      </div>
      <BlockStack gap="100">
        <Text as="h3" fontWeight="semibold">
          {t(`check.name.${check}`)}
        </Text>
        <Text as="p">{sentence()}</Text>
        {wanted && place && <Link url={place}>{t('check.change')}</Link>}
      </BlockStack>
    </InlineStack>
  );

  /** Points that fit or could not be asked need no words of their own. */
  function sentence(): string {
    if (state === 'good') return t('check.good');
    if (state === 'unknown') return t('check.unknown');
    const { order = '', names = '', found = '', version = '' } = facts;
    return t(`check.amissText.${amissKey(check, state)}`, { order, names, found, version });
  }
}

/** Some points can fail in two ways, with a text for each. */
function amissKey(check: CheckName, state: 'wrong' | 'warning' | 'note') {
  return check === 'tax' || check === 'oss' || check === 'accounts' || check === 'shopify_invoices'
    ? (`${check}-${state === 'wrong' ? 'wrong' : 'warning'}` as const)
    : check;
}
