// Ids, tokens and random choices, all from one seed: the same calls give the same shop.

export interface Ids {
  /** A number beyond 2^53, as text: whoever reads ids as JavaScript numbers gets caught. */
  next: () => string;
  gid: (type: string) => string;
  /** Whether a gid is one that {@link gid} made, and none that a payload brought. */
  isMade: (gid: string) => boolean;
  uuid: () => string;
  hex: (bytes: number) => string;
}

export const numericPart = (gid: string): string => gid.split('?')[0]!.split('/').at(-1)!;
export const gid = (type: string, id: string): string => `gid://shopify/${type}/${id}`;

export function createIds(seed: number): Ids {
  const first = 9_100_000_000_000_000n + BigInt(seed % 100_000) * 1_000_000_000n;
  let id = first;
  let state = (seed ^ 0x9e3779b9) >>> 0;
  /** One byte of a small generator (mulberry32): no secrets, only reproducible. */
  const byte = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  };
  const hex = (bytes: number) =>
    Array.from({ length: bytes }, () => byte().toString(16).padStart(2, '0')).join('');
  const next = () => {
    id += 32_771n;
    return id.toString();
  };
  return {
    next,
    gid: (type) => gid(type, next()),
    isMade: (made) => {
      const part = numericPart(made);
      return /^\d+$/.test(part) && BigInt(part) > first && BigInt(part) <= id;
    },
    hex,
    uuid: () => [hex(4), hex(2), `4${hex(2).slice(1)}`, `a${hex(2).slice(1)}`, hex(6)].join('-'),
  };
}
