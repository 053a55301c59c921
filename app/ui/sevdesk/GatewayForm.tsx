import { Banner, BlockStack, Card, InlineGrid, Select, Text } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { readChoice, recommended, writeChoice } from '../../accounting/gatewayChoice.ts';
import type { AccountFault } from '../../merchant/accountFault.ts';
import type { MappedGateways } from '../../merchant/gateways.server.ts';
import type { CheckAccount } from '../../sevdesk/client.ts';
import { FormSaveBar } from '../FormSaveBar.tsx';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { useDraft } from '../useDraft.ts';
import { useSend } from '../useSend.ts';
import { NewAccount } from './NewAccount.tsx';

interface AccountChoice {
  id: string;
  name: string;
  type: CheckAccount['type'];
  /** Why it cannot be chosen for this handling; null = it can. */
  faults: Record<'clear' | 'match', AccountFault | null>;
}

interface Props {
  accounts: AccountChoice[];
  gateways: {
    defaultChoice: string | null;
    /** `label`: as Shopify names the gateway to buyers. `choice`: as `writeChoice` writes it. */
    lines: { gateway: string; label: string | null; manual: boolean; choice: string | null }[];
  };
}

type Mapping = Record<string, string>;
const everyOther = '*';

/** What becomes of the money of each gateway: booked on a clearing account, matched with a statement, or left open. */
export function GatewayForm({ accounts, gateways }: Props) {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<MappedGateways>();
  const saved: Mapping = { [everyOther]: gateways.defaultChoice ?? '' };
  for (const { gateway, choice } of gateways.lines) saved[gateway] = choice ?? '';
  const { value: mapping, set, dirty, discard } = useDraft<Mapping>(saved);
  const faults = answer?.kind === 'faulty' ? answer.faults : [];

  useEffect(() => {
    if (answer?.kind !== 'saved') return;
    discard();
    shopify.toast.show(t('gateways.saved'));
    // Once per answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);

  const optionsFor = (handling: 'clear' | 'match') =>
    accounts
      .filter(({ type }) => type === (handling === 'clear' ? 'offline' : 'online'))
      .map(({ id, name, faults: { [handling]: fault } }) => ({
        value: writeChoice({ handling, checkAccountId: id }),
        label: fault ? t(`gateways.unusable.${fault}`, { name }) : name,
        disabled: fault !== null,
      }));
  const clearing = optionsFor('clear');
  const matching = optionsFor('match');
  const ofGateway = [
    { value: '', label: t('gateways.useDefault') },
    { title: t('gateways.handling.clear'), options: clearing },
    ...(matching.length > 0 ? [{ title: t('gateways.handling.match'), options: matching }] : []),
    {
      title: t('gateways.handling.leave_open'),
      options: [{ value: 'leave_open', label: t('gateways.leaveOpen') }],
    },
  ];
  const handlingOf = (gateway: string) => {
    const word = mapping[gateway] || mapping[everyOther];
    return word ? readChoice(word).handling : 'clear';
  };
  const advice = (line: Props['gateways']['lines'][number]) => {
    const best = recommended(line, accounts);
    const chosen = handlingOf(line.gateway);
    if (best === 'match' && chosen === 'clear') return { helpText: t('gateways.adviseMatch') };
    return chosen === 'clear' ? {} : { helpText: t(`gateways.help.${chosen}`) };
  };
  const errorOf = (gateway: string) => {
    const found = faults.find((entry) => entry.gateway === gateway);
    return found ? { error: t(`gateways.fault.${found.fault}`) } : {};
  };
  const choose = (gateway: string) => (id: string) => set({ [gateway]: id });
  const save = () => {
    const chosen = Object.entries(mapping).map(([gateway, id]) => [gateway, id || null]);
    send({ intent: 'map', mapping: Object.fromEntries(chosen) as Record<string, string | null> });
  };

  return (
    <Card>
      <FormSaveBar id="gateways" dirty={dirty} saving={busy} onSave={save} onDiscard={discard} />
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t('gateways.title')}
          </Text>
          <Text as="p">{t('gateways.intro')}</Text>
        </BlockStack>
        {answer?.kind === 'failed' && (
          <Banner tone="critical" title={t('gateways.notSaved')}>
            <p>{t(`sevdeskFailed.${answer.why}`)}</p>
          </Banner>
        )}
        <Select
          label={t('gateways.default')}
          helpText={t('gateways.defaultHelp')}
          placeholder={t('gateways.choose')}
          options={clearing}
          value={mapping[everyOther] ?? ''}
          onChange={choose(everyOther)}
          {...errorOf(everyOther)}
        />
        {gateways.lines.length > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t('gateways.perGateway')}
            </Text>
            <InlineGrid columns={{ xs: 1, md: 2 }} gap="300">
              {gateways.lines.map(({ gateway, label, ...line }) => (
                <Select
                  key={gateway}
                  label={gatewayName(gateway, label, t)}
                  options={ofGateway}
                  {...advice({ gateway, label, ...line })}
                  value={mapping[gateway] ?? ''}
                  onChange={choose(gateway)}
                  {...errorOf(gateway)}
                />
              ))}
            </InlineGrid>
          </BlockStack>
        )}
        <NewAccount />
      </BlockStack>
    </Card>
  );
}
