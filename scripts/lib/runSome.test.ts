import { expect, it } from 'vitest';
import { selectTests } from './runSome.ts';

it('knows by its name whether a file is tested in a browser', () => {
  expect(selectTests(['app/accounting/day.test.ts', 'tests/e2e/log.spec.ts'])).toEqual({
    ...{ unit: ['app/accounting/day.test.ts'], browser: ['tests/e2e/log.spec.ts'], name: null },
  });
  expect(selectTests(['tests/e2e/log.spec.ts:12', 'app/ui'])).toEqual({
    ...{ unit: ['app/ui'], browser: ['tests/e2e/log.spec.ts:12'], name: null },
  });
});

it('takes a part of the name of tests', () => {
  expect(selectTests(['-t', 'waits for VIES'])).toEqual({ unit: [], browser: [], name: 'waits for VIES' });
});

it.each([[['-t']], [['--watch']]])('says how it is called when it is not: %j', (args) => {
  expect(selectTests(args)).toContain('Usage: npm test -- [FILE…] [-t NAME]');
});
