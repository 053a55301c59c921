import { BlockStack, Card, Link, List, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { Bilingual } from '../bilingual.ts';
import { useTexts } from '../texts.tsx';
import { findProblems, type IndexedProblem } from './findProblems.ts';

const groups = ['order', 'tax', 'payment', 'sevdesk', 'shopify', 'sync', 'wait', 'skip'] as const;

export type ListedProblem = IndexedProblem & { group: string; title: Bilingual };

/** Every reason there is, by its group, and a search among them. */
export function ProblemIndex({ problems }: { problems: ListedProblem[] }) {
  const { t, language } = useTexts();
  const [search, setSearch] = useState('');
  const found = findProblems(problems, search, language);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('help.index.title')}
        </Text>
        <TextField
          label={t('help.index.search')}
          placeholder={t('help.index.example')}
          value={search}
          onChange={setSearch}
          autoComplete="off"
          type="search"
          clearButton
          onClearButtonClick={() => setSearch('')}
        />
        <div role="status">
          {search.trim() !== '' && (
            <Text as="p" tone="subdued">
              {t('help.index.found', { count: found.length })}
            </Text>
          )}
        </div>
        {groups.map((group) => {
          const listed = found.filter((problem) => problem.group === group);
          if (listed.length === 0) return null;
          return (
            <BlockStack gap="200" key={group}>
              <Text as="h3" variant="headingSm">
                {t(`help.group.${group}`)}
              </Text>
              <List>
                {listed.map(({ code, title }) => (
                  <List.Item key={code}>
                    <Link url={`/app/help/${code}`}>{title[language]}</Link>
                  </List.Item>
                ))}
              </List>
            </BlockStack>
          );
        })}
      </BlockStack>
    </Card>
  );
}
