import { Button, InlineStack, List } from '@shopify/polaris';
import type { Setup } from '../../merchant/setup.server.ts';
import { useTexts } from '../texts.tsx';
import { useSend } from '../useSend.ts';
import { SetupGuide, StepButton } from './SetupGuide.tsx';
import { SwitchOn } from './SwitchOn.tsx';

/** What the app is set to, as far as the merchant should confirm it. */
interface Choices {
  regime: 'regular' | 'small_business' | null;
  ossFrom: string | null;
  finalise: boolean;
}

interface Props {
  setup: Setup;
  choices: Choices;
  today: string;
  yesterday: string;
  oldestDay: string;
}

/** The four steps of setting up, with what to do in each. */
export function SetupSteps({ setup, choices, today, yesterday, oldestDay }: Props) {
  const { t } = useTexts();
  const { done } = setup;
  const ready = done.connect && done.accounts;
  return (
    <SetupGuide
      setup={setup}
      steps={[
        {
          step: 'connect',
          content: (
            <StepButton url="/app/sevdesk" done={done.connect} label={t('setup.steps.connect.button')} />
          ),
        },
        {
          step: 'accounts',
          content: (
            <StepButton url="/app/sevdesk" done={done.accounts} label={t('setup.steps.accounts.button')} />
          ),
        },
        { step: 'review', content: <Review choices={choices} done={done.review} /> },
        {
          step: 'switch_on',
          content: <SwitchOn ready={ready} today={today} yesterday={yesterday} oldestDay={oldestDay} />,
        },
      ]}
    />
  );
}

function Review({ choices, done }: { choices: Choices; done: boolean }) {
  const { t, day } = useTexts();
  const { regime, ossFrom, finalise } = choices;
  const { send, busy } = useSend();
  return (
    <>
      <List>
        {regime && <List.Item>{t(`setup.review.${regime}`)}</List.Item>}
        <List.Item>
          {ossFrom ? t('setup.review.oss.on', { day: day(ossFrom) }) : t('setup.review.oss.off')}
        </List.Item>
        <List.Item>{t(finalise ? 'setup.review.finalise.yes' : 'setup.review.finalise.no')}</List.Item>
      </List>
      <InlineStack gap="200">
        <Button
          loading={busy}
          onClick={() => send({ intent: 'review' })}
          {...(done ? {} : { variant: 'primary' as const })}
        >
          {t('setup.review.confirm')}
        </Button>
        <Button url="/app/settings">{t('setup.review.change')}</Button>
        <Button variant="plain" url="/app/check">
          {t('setup.check')}
        </Button>
      </InlineStack>
    </>
  );
}
