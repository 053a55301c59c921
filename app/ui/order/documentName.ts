import type { TFunction } from 'i18next';
import type { DocumentView } from '../../orders/read/views.ts';

/** "Credit note GU-1000", or only the kind while it has no number. */
export function documentName({ kind, number }: Pick<DocumentView, 'kind' | 'number'>, t: TFunction): string {
  const name = t(`document.kind.${kind}`);
  return number ? `${name} ${number}` : name;
}
