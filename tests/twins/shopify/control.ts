import type { ShopifyTwin } from './types.ts';

type Remote<T> = {
  [Name in keyof T as T[Name] extends (...args: never[]) => unknown ? Name : never]: T[Name] extends (
    ...args: infer Args
  ) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** Everything a twin in another process can be told and asked; the same names as in {@link ShopifyTwin}. */
export type TwinControl = Remote<Omit<ShopifyTwin, 'fetch' | 'close' | 'nextDueAt'>>;

/** Speaks to the twin at `url`. A refused operation rejects with the twin's own words. */
export function controlShopifyTwin(url: string): TwinControl {
  return new Proxy({} as TwinControl, {
    get: (_, name) => {
      // A proxy that answers to "then" would be taken for a promise.
      if (name === 'then') return undefined;
      return async (...args: unknown[]): Promise<unknown> => {
        const response = await fetch(`${url}/__twin/${String(name)}`, {
          method: 'POST',
          body: JSON.stringify(args),
        });
        const answer = (await response.json()) as { value?: unknown; error?: string };
        if (!response.ok) throw new Error(`Shopify twin, ${String(name)}: ${answer.error}`);
        return answer.value;
      };
    },
  });
}
