import type { z } from 'zod';
import { refuse } from './refuse.ts';

/**
 * What a page sent, as JSON. A page sends nothing else than its schema says, so anything else did not come from a
 * page of ours: 400.
 */
export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (!parsed.success) refuse(400);
  return parsed.data;
}
