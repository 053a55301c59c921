import { BlockStack, Button, ChoiceList, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { SwitchedSync } from '../../merchant/switchSync.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';

type Moment = 'now' | 'today' | 'day';

interface Props {
  ready: boolean;
  today: string;
  oldestDay: string;
  /** Ends a trial run, so that another one is not offered. */
  live?: boolean;
}

/** Chooses the moment from which orders are booked, and switches booking on, or a trial run first. */
export function SwitchOn({ ready, today, oldestDay, live = false }: Props) {
  const { t } = useTexts();
  const { send, busy, answer } = useSend<SwitchedSync | { kind: 'refused'; why: 'no_day' }>();
  const [moment, setMoment] = useState<Moment>('now');
  const [day, setDay] = useState(today);
  const refused = answer?.kind === 'refused' ? answer.why : null;
  const submit = (trial: boolean) => send({ intent: 'switch_on', moment, day, trial });
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t('switchOn.moment')}
        choices={(['now', 'today', 'day'] as const).map((value) => ({
          value,
          label: t(`switchOn.moments.${value}`),
          helpText: t(`switchOn.help.${value}`),
        }))}
        selected={[moment]}
        onChange={([value]) => setMoment(value as Moment)}
      />
      {moment === 'day' && (
        <div className="short-field">
          <TextField
            type="date"
            label={t('switchOn.day')}
            autoComplete="off"
            value={day}
            min={oldestDay}
            max={today}
            onChange={setDay}
            {...(refused === 'too_old' || refused === 'in_future' || refused === 'no_day'
              ? { error: t(`switchOn.refused.${refused}`) }
              : {})}
          />
        </div>
      )}
      <InlineStack gap="300" blockAlign="center">
        <Button variant="primary" disabled={!ready} loading={busy} onClick={() => submit(false)}>
          {t(live ? 'switchOn.live' : 'switchOn.button')}
        </Button>
        {!live && (
          <Button disabled={!ready || busy} onClick={() => submit(true)}>
            {t('switchOn.trial')}
          </Button>
        )}
        {ready && !live && <Link url="/app/preview">{t('setup.preview')}</Link>}
      </InlineStack>
      {!live && (
        <Text as="p" tone="subdued">
          {t('switchOn.trialHelp')}
        </Text>
      )}
    </BlockStack>
  );
}
