import { entries } from './entry.ts';

export const shopifyProblems = entries({
  'shopify.placeholder': {
    fixedBy: 'operator',
    action: 'none',
    de: { title: '', explanation: '', fix: '' },
    en: { title: '', explanation: '', fix: '' },
  },
});
