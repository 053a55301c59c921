/** What the formatter answers for. Not simply everything: a report that the demo wrote here is nobody's source. */
export const formatted = [
  'app',
  'docs',
  'extensions',
  'prisma',
  'scripts',
  'tests',
  '.oxlintrc.json',
  '.dependency-cruiser.mjs',
  '.prettierrc.json',
  '*.{ts,md,yaml}',
  '{knip,package,stryker.*,tsconfig}.json',
];
