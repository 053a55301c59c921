import {
  BlockStack,
  Box,
  ButtonGroup,
  Button,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { DOCUMENT_PLACEHOLDERS, fillPlaceholders } from '../../accounting/texts/placeholders.ts';
import type { Language } from '../language.ts';
import { useTexts } from '../texts.tsx';
import { Section, useFieldError, type SectionProps } from './section.tsx';

const parts = ['header', 'intro', 'foot'] as const;

interface Props extends SectionProps {
  /** The texts that stand on a document when the merchant writes none. */
  builtIn: Record<Language, Record<(typeof parts)[number], string>>;
}

/** The merchant's own words on the documents, in both languages, with a document beside them. */
export function TextSection({ value, set, faults, builtIn }: Props) {
  const { t, language: pageLanguage } = useTexts();
  const errorOf = useFieldError(faults);
  const [language, setLanguage] = useState<Language>(pageLanguage);
  const change = (part: (typeof parts)[number], text: string) =>
    set({
      texts: { ...value.texts, [part]: { ...value.texts[part], [language]: text === '' ? null : text } },
    });
  return (
    <Section name="texts">
      <InlineStack gap="200" blockAlign="center">
        <ButtonGroup variant="segmented">
          {(['de', 'en'] as const).map((key) => (
            <Button key={key} pressed={language === key} onClick={() => setLanguage(key)}>
              {t(`language.${key}`)}
            </Button>
          ))}
        </ButtonGroup>
      </InlineStack>
      <Text as="p" tone="subdued">
        {t('settings.texts.placeholders')} {DOCUMENT_PLACEHOLDERS.map((word) => `{${word}}`).join(' ')}
      </Text>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <BlockStack gap="300">
          {parts.map((part) => (
            <TextField
              key={part}
              label={t(`settings.texts.part.${part}`)}
              autoComplete="off"
              {...(part === 'header' ? {} : { multiline: 6 })}
              placeholder={builtIn[language][part]}
              maxLength={2000}
              value={value.texts[part][language] ?? ''}
              onChange={(text) => change(part, text)}
              {...errorOf(`texts.${part}.${language}`)}
            />
          ))}
        </BlockStack>
        <Preview
          texts={parts.map((part) => value.texts[part][language] ?? builtIn[language][part])}
          language={language}
        />
      </InlineGrid>
    </Section>
  );
}

/** A document with these texts, as for the order of an invented buyer. */
function Preview({ texts, language }: { texts: string[]; language: Language }) {
  const { t } = useTexts();
  const example = {
    order: '#1001',
    name: 'Erika Mustermann',
    date: language === 'de' ? '24.11.2026' : '24 Nov 2026',
    gateway: 'PayPal',
  };
  const [header = '', intro = '', foot = ''] = texts.map((text) => fillPlaceholders(text, example));
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="400">
      <BlockStack gap="300">
        <Text as="h3" variant="bodySm" tone="subdued">
          {t('settings.texts.preview')}
        </Text>
        <Text as="p" fontWeight="semibold">
          {header}
        </Text>
        <div className="document-text">{intro}</div>
        <Text as="p" tone="subdued">
          {t('settings.texts.positions')}
        </Text>
        <div className="document-text">{foot}</div>
      </BlockStack>
    </Box>
  );
}
