import { notFound } from '../refusal.ts';

/** What a request refers to has to be there (404, code 151); no reference is no fault. */
export function demandExisting(
  id: number | null,
  model: string,
  exists: (id: number) => boolean,
): number | null {
  if (id !== null && !exists(id)) throw notFound(model, id);
  return id;
}
