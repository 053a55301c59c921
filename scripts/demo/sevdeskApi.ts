// What the demo asks sevdesk by itself: plain reads over HTTP, of the twin or of whatever server stands in for it.

export type Row = Record<string, unknown>;

export interface SevdeskApi {
  /** Every row of a list, page by page; null when the server does not offer the list. */
  list(path: string, query?: Record<string, string>): Promise<Row[] | null>;
  /** A single value (a balance); null when the server does not offer it. */
  value(path: string, query: Record<string, string>): Promise<unknown>;
}

/** sevdesk's largest page. */
const PAGE = 1000;
/** A list that never ends is one whose offset the server ignores. */
const MOST_PAGES = 200;

export function openSevdeskApi(baseUrl: string, token: string): SevdeskApi {
  const ask = async (url: string): Promise<unknown> => {
    const answer = await fetch(url, { headers: { Authorization: token, Accept: 'application/json' } });
    const body = (await answer.json().catch(() => null)) as { objects?: unknown } | null;
    return answer.ok ? body?.objects : undefined;
  };
  const get = async (url: string): Promise<Row[] | null> => {
    const objects = await ask(url);
    if (objects === undefined) return null;
    const rows = Array.isArray(objects) ? (objects as unknown[]) : [objects];
    return rows.filter((row): row is Row => typeof row === 'object' && row !== null);
  };
  return {
    value: async (path, query) =>
      (await ask(`${baseUrl}${path}?${new URLSearchParams(query).toString()}`)) ?? null,
    async list(path, query = {}) {
      const all = new Map<string, Row>();
      for (let page = 0; page < MOST_PAGES; page++) {
        const search = new URLSearchParams({
          ...query,
          limit: String(PAGE),
          offset: String(page * PAGE),
        });
        const rows = await get(`${baseUrl}${path}?${search}`);
        if (rows === null) return page === 0 ? null : [...all.values()];
        const before = all.size;
        for (const row of rows) all.set(idOf(row), row);
        if (rows.length < PAGE || all.size === before) break;
      }
      return [...all.values()];
    },
  };
}

const idOf = (row: Row): string => textOf(row['id']) ?? JSON.stringify(row);

/** sevdesk writes numbers and flags as text, and sometimes not. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** "9.31" or 9.31 as 931; null for what is no amount. */
export function centsOf(value: unknown): number | null {
  const text = textOf(value);
  const match = text === null ? null : /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  // More than two digits come of sevdesk's own arithmetic; they are rounded as it prints them.
  const size = Number(whole) * 100 + Math.round(Number(`0.${fraction || '0'}`) * 100);
  return sign === '-' && size !== 0 ? -size : size;
}

/** The id of an embedded object: {"id": "7", "objectName": "Contact"}. */
export const refOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? textOf((value as Row)['id']) : null;

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The Berlin day of an instant, of Unix seconds or of a plain day, as yyyy-mm-dd. */
export function dayOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const german = /^(\d\d)\.(\d\d)\.(\d{4})/.exec(text);
  if (german) return `${german[3]}-${german[2]}-${german[1]}`;
  const at = /^\d{9,}$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  return Number.isNaN(at.getTime()) ? null : berlin.format(at);
}
