import { BlockStack, Button, ChoiceList, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { SwitchedSync } from '../../merchant/switchSync.server.ts';
import type { TrialTotals } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import type { ChosenStart, WeighedStart } from './start.ts';
import { StartQuestion } from './StartQuestion.tsx';

type Moment = ChosenStart['moment'];

interface Props {
  ready: boolean;
  today: string;
  yesterday: string;
  oldestDay: string;
  /** The trial run that is ended, so that another one is not offered. */
  trial?: TrialTotals;
  onCancel?: () => void;
}

/**
 * Chooses the moment from which orders are booked, and switches booking on, or a trial run first. Before anything is
 * booked, the number of orders and their sum are told and it is asked once more.
 */
export function SwitchOn({ ready, today, yesterday, oldestDay, trial, onCancel }: Props) {
  const { t, money, dateTime, timeZone } = useTexts();
  const { send, busy, answer } = useSend<SwitchedSync | WeighedStart | { kind: 'refused'; why: 'no_day' }>();
  const [moment, setMoment] = useState<Moment>(trial ? 'trial' : 'now');
  const [day, setDay] = useState(yesterday);
  const [asked, setAsked] = useState<WeighedStart | null>(null);
  const [known, setKnown] = useState(answer);
  if (answer !== known) {
    setKnown(answer);
    if (answer?.kind === 'weighed') setAsked(answer);
    else if (answer) setAsked(null);
  }
  const refused = answer?.kind === 'refused' ? answer.why : null;
  const ofTheDay = refused === 'too_old' || refused === 'in_future' || refused === 'no_day';
  const submit = (intent: 'weigh' | 'switch_on', asTrial: boolean) =>
    send({ intent, moment, day, trial: asTrial });
  const moments: Moment[] = trial ? ['trial', 'today', 'day', 'now'] : ['now', 'today', 'day'];
  const helpOf = (value: Moment) =>
    trial && value === 'trial'
      ? t('switchOn.help.trial', { count: trial.orders, sum: money(trial.sumCents) })
      : trial && value === 'now'
        ? t('switchOn.help.nowAfterTrial', { count: trial.orders })
        : t(`switchOn.help.${value}`);
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t('switchOn.moment')}
        choices={moments.map((value) => ({
          value,
          label: t(`switchOn.moments.${value}`, { since: trial ? dateTime(trial.from) : '' }),
          helpText: helpOf(value),
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
            helpText={t('switchOn.zone', { zone: timeZone })}
            {...(ofTheDay ? { error: t(`switchOn.refused.${refused}`) } : {})}
          />
        </div>
      )}
      {refused && !(ofTheDay && moment === 'day') && (
        <Text as="p" tone="critical">
          {t(`switchOn.refused.${refused}`)}
        </Text>
      )}
      <InlineStack gap="300" blockAlign="center">
        <Button
          variant="primary"
          disabled={!ready}
          loading={busy && !asked}
          onClick={() => submit('weigh', false)}
        >
          {t(trial ? 'switchOn.live' : 'switchOn.button')}
        </Button>
        {!trial && (
          <Button disabled={!ready || busy} onClick={() => submit('switch_on', true)}>
            {t('switchOn.trial')}
          </Button>
        )}
        {ready && !trial && <Link url="/app/preview">{t('setup.preview')}</Link>}
        {trial && (
          <>
            <Button disabled={busy} onClick={() => send({ intent: 'switch_off' })}>
              {t('switchOn.off')}
            </Button>
            <Button variant="tertiary" disabled={busy} onClick={() => onCancel?.()}>
              {t('action.cancel')}
            </Button>
          </>
        )}
      </InlineStack>
      {!trial && (
        <Text as="p" tone="subdued">
          {t('switchOn.trialHelp')}
        </Text>
      )}
      {trial && (
        <Text as="p" tone="subdued">
          {t('switchOn.offHelp')}
        </Text>
      )}
      <StartQuestion
        weighed={asked}
        ending={trial !== undefined}
        busy={busy}
        onConfirm={() => asked && send({ intent: 'switch_on', ...asked.start, trial: false })}
        onCancel={() => setAsked(null)}
      />
    </BlockStack>
  );
}
