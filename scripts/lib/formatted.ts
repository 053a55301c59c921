/** What the formatter answers for. Not simply everything: a report that the demo wrote here is nobody's source. */
export const formatted = [
  'app',
  'config',
  'docs',
  'extensions',
  'prisma',
  'scripts',
  'tests',
  '*.{ts,md,yaml}',
  '{package,tsconfig}.json',
];
