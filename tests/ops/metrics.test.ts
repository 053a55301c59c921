import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { systemClock } from '../../app/platform/clock.ts';
import { renderMetrics } from '../../app/platform/metrics.server.ts';
import { createLog } from '../../app/platform/log.server.ts';
import { watchLevels } from '../../app/worker/levels.server.ts';
import { watchUpkeep } from '../../app/worker/watchUpkeep.server.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
let existing: Set<string>;

beforeAll(async () => {
  // Whoever counts something makes its metric when it is loaded.
  await import('../../app/inbox/inbox.server.ts');
  await import('../../app/shopify/adminClient.server.ts');
  await import('../../app/shopify/accessToken.server.ts');
  await import('../../app/sync/metrics.server.ts');
  await import('../../app/web/noteRequest.server.ts');
  await import('../../app/web/limitRate.ts');
  await import('../../app/web/keepPages.server.ts');
  await import('../../app/alerts/sendMails.server.ts');
  watchLevels(database.db, systemClock);
  watchUpkeep(systemClock, createLog({ level: 'silent', secrets: [] }));
  const { body } = await renderMetrics();
  const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({
    name: name!,
    type: type!,
  }));
  existing = new Set(
    types.flatMap(({ name, type }) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
});

const named = (text: string) => [...new Set(text.match(/sevdesk_connector_\w+/g))];

describe('what an operator looks at', () => {
  it.each(['ops/alerts.yaml', 'ops/dashboard.json'])('in %s names only metrics that the app has', (file) => {
    const names = named(readFileSync(file, 'utf8'));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !existing.has(name))).toEqual([]);
  });

  it('shows every metric of the app on the dashboard', () => {
    const shown = named(readFileSync('ops/dashboard.json', 'utf8')).map(family);
    expect([...new Set([...existing].map(family))].filter((name) => !shown.includes(name))).toEqual([]);
  });

  it('has a severity and a plain summary in every alert', () => {
    const { groups } = parse(readFileSync('ops/alerts.yaml', 'utf8')) as {
      groups: {
        rules: {
          alert: string;
          expr: string;
          labels: { severity: string };
          annotations: { summary: string };
        }[];
      }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    const faulty = rules.filter(
      ({ labels, annotations }) =>
        !['warning', 'critical'].includes(labels.severity) || !annotations.summary.endsWith('.'),
    );
    expect(faulty).toEqual([]);
  });
});

const family = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
