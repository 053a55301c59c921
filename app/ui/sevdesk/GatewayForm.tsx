import { Banner, BlockStack, Card, InlineGrid, Select, Text } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import type { AccountFault, MappedGateways } from '../../merchant/gateways.server.ts';
import { FormSaveBar } from '../FormSaveBar.tsx';
import { gatewayName } from '../gatewayName.ts';
import { useTexts } from '../texts.tsx';
import { useDraft } from '../useDraft.ts';
import { useSend } from '../useSend.ts';
import { NewAccount } from './NewAccount.tsx';

interface AccountChoice {
  id: string;
  name: string;
  /** Why it cannot be chosen; null = it can. */
  fault: AccountFault | null;
}

interface Props {
  accounts: AccountChoice[];
  gateways: {
    defaultAccountId: string | null;
    /** `label`: as Shopify names the gateway to buyers. */
    lines: { gateway: string; label: string | null; accountId: string | null }[];
  };
}

type Mapping = Record<string, string>;
const everyOther = '*';

/** Which clearing account the money of each gateway is booked on. */
export function GatewayForm({ accounts, gateways }: Props) {
  const { t } = useTexts();
  const shopify = useAppBridge();
  const { send, busy, answer } = useSend<MappedGateways>();
  const saved: Mapping = { [everyOther]: gateways.defaultAccountId ?? '' };
  for (const { gateway, accountId } of gateways.lines) saved[gateway] = accountId ?? '';
  const { value: mapping, set, dirty, discard } = useDraft<Mapping>(saved);
  const faults = answer?.kind === 'faulty' ? answer.faults : [];

  useEffect(() => {
    if (answer?.kind !== 'saved') return;
    discard();
    shopify.toast.show(t('gateways.saved'));
    // Once per answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);

  const options = accounts.map(({ id, name, fault }) => ({
    value: id,
    label: fault ? t(`gateways.unusable.${fault}`, { name }) : name,
    disabled: fault !== null,
  }));
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
        {accounts.some(({ fault }) => fault === 'online') && (
          <Banner tone="info">
            <p>{t('gateways.whyOffline')}</p>
          </Banner>
        )}
        {answer?.kind === 'failed' && (
          <Banner tone="critical" title={t('gateways.notSaved')}>
            <p>{t(`sevdeskFailed.${answer.why}`)}</p>
          </Banner>
        )}
        <Select
          label={t('gateways.default')}
          helpText={t('gateways.defaultHelp')}
          placeholder={t('gateways.choose')}
          options={options}
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
              {gateways.lines.map(({ gateway, label }) => (
                <Select
                  key={gateway}
                  label={gatewayName(gateway, label, t)}
                  options={[{ value: '', label: t('gateways.useDefault') }, ...options]}
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
