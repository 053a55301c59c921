import { entries } from './entry.ts';

export const syncProblems = entries({
  'sync.placeholder': {
    fixedBy: 'operator',
    action: 'none',
    de: { title: '', explanation: '', fix: '' },
    en: { title: '', explanation: '', fix: '' },
  },
});
