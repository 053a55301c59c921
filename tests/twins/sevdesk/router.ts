import type { Endpoint } from './call.ts';
import { groupBy } from './groups.ts';

export interface Route {
  method: string;
  /** /Invoice/:id/sendBy */
  pattern: string;
  endpoint: Endpoint;
}

export type Match =
  | { kind: 'route'; route: Route; params: Record<string, string> }
  | { kind: 'wrong_verb'; pattern: string }
  | { kind: 'unknown' };

/** Finds the endpoint of a request among those of the first path segment. */
export function createRouter(routes: Route[]): (method: string, path: string) => Match {
  const bySegment = groupBy(routes, (route) => segments(route.pattern)[0]);
  return (method, path) => {
    const parts = segments(path);
    let wrongVerb: string | null = null;
    for (const route of bySegment.get(parts[0]) ?? []) {
      const params = fit(segments(route.pattern), parts);
      if (!params) continue;
      if (route.method === method) return { kind: 'route', route, params };
      wrongVerb = route.pattern;
    }
    return wrongVerb === null ? { kind: 'unknown' } : { kind: 'wrong_verb', pattern: wrongVerb };
  };
}

const segments = (path: string): string[] => path.split('/').filter((part) => part !== '');

function fit(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!;
    if (expected.startsWith(':')) {
      if (!/^\d+$/.test(part)) return null;
      params[expected.slice(1)] = part;
    } else if (expected !== part) return null;
  }
  return params;
}
