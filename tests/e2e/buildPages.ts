import { ensurePages } from '../../scripts/lib/pages.ts';

/** Before the first browser test: the pages are those of the sources that stand here. */
export default function buildPages(): void {
  ensurePages();
}
