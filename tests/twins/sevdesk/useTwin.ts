import { afterEach } from 'vitest';
import { startSevdeskTwin, type SevdeskTwin } from './server.ts';

/** Starts twins that end with the test that asked for them. */
export function useTwins(): (options?: Parameters<typeof startSevdeskTwin>[0]) => Promise<SevdeskTwin> {
  const running: SevdeskTwin[] = [];
  afterEach(async () => {
    for (const twin of running.splice(0)) await twin.close();
  });
  return async (options) => {
    const twin = await startSevdeskTwin(options);
    running.push(twin);
    return twin;
  };
}
