import {
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  Icon,
  InlineStack,
  ProgressBar,
  Text,
} from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import { useState, type ReactNode } from 'react';
import type { Setup, SetupStep } from '../../merchant/setup.server.ts';
import { useTexts } from '../texts.tsx';

interface Props {
  setup: Setup;
  steps: { step: SetupStep; content: ReactNode }[];
}

/** Setting up, step by step. What is done stays readable; the first open step stands open. */
export function SetupGuide({ setup, steps }: Props) {
  const { t } = useTexts();
  const next = steps.find(({ step }) => !setup.done[step])?.step ?? null;
  const [chosen, choose] = useState<SetupStep | null>(null);
  const open = chosen ?? next;
  const count = steps.filter(({ step }) => setup.done[step]).length;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t('setup.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('setup.intro')}
          </Text>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Text as="span" tone="subdued" id="setup-progress">
              {t('setup.progress', { count, total: steps.length })}
            </Text>
            <Box width="30%">
              <ProgressBar
                size="small"
                tone="primary"
                progress={(count / steps.length) * 100}
                ariaLabelledBy="setup-progress"
              />
            </Box>
          </InlineStack>
        </BlockStack>
        <BlockStack as="ol" gap="100">
          {steps.map(({ step, content }) => (
            <Step
              key={step}
              step={step}
              done={setup.done[step]}
              open={open === step}
              onOpen={() => choose(step)}
            >
              {content}
            </Step>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

const OpenStepIcon = () => (
  <svg viewBox="0 0 20 20">
    <circle
      cx="10"
      cy="10"
      r="6.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.6 1.5"
    />
  </svg>
);

interface StepProps {
  step: SetupStep;
  done: boolean;
  open: boolean;
  onOpen: () => void;
  children: ReactNode;
}

function Step({ step, done, open, onOpen, children }: StepProps) {
  const { t } = useTexts();
  const id = `setup-${step}`;
  return (
    <li className="setup-step" data-open={open || undefined}>
      <button type="button" className="setup-head" aria-expanded={open} aria-controls={id} onClick={onOpen}>
        <Icon
          source={done ? CheckCircleIcon : OpenStepIcon}
          tone={done ? 'success' : 'subdued'}
          accessibilityLabel={t(done ? 'setup.done' : 'setup.open')}
        />
        <Text as="span" variant="bodyMd" fontWeight={open ? 'semibold' : 'regular'}>
          {t(`setup.steps.${step}.title`)}
        </Text>
      </button>
      <Collapsible id={id} open={open} transition={false}>
        <Box paddingInlineStart="800" paddingBlockEnd="300" paddingInlineEnd="300">
          <BlockStack gap="300">
            <Text as="p">{t(`setup.steps.${step}.text`)}</Text>
            {children}
          </BlockStack>
        </Box>
      </Collapsible>
    </li>
  );
}

/** The button that leads to a step's page. */
export function StepButton({ url, done, label }: { url: string; done: boolean; label: string }) {
  return (
    <InlineStack>
      <Button url={url} {...(done ? {} : { variant: 'primary' as const })}>
        {label}
      </Button>
    </InlineStack>
  );
}
