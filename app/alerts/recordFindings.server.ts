import type { Finding } from '../merchant/judgeSettings.ts';
import { settingsSubjects, type Wanted } from './causes.ts';
import type { AlertPorts } from './ports.server.ts';
import { keepAlerts } from './watchAlerts.server.ts';

/** Makes alerts of what a settings check found; points that could not be looked at stay as they were. */
export async function recordFindings(
  ports: Pick<AlertPorts, 'db' | 'clock' | 'log'>,
  shopId: string,
  findings: Finding[],
): Promise<void> {
  const told = findings.filter(({ check }) => (settingsSubjects as readonly string[]).includes(check));
  const open = await ports.db.alert.findMany({
    where: { shopId, closedAt: null, cause: 'settings' },
    select: { subject: true, level: true, facts: true },
  });
  const kept = open.filter(({ subject }) =>
    told.some((one) => one.check === subject && one.state === 'unknown'),
  );
  const wanted: Wanted[] = [
    ...told
      .filter(({ state }) => state === 'wrong' || state === 'warning')
      .map(({ check, state }): Wanted => ({
        cause: 'settings',
        subject: check,
        level: state === 'wrong' ? 'critical' : 'warning',
        facts: {},
      })),
    ...kept.map(({ subject, level }): Wanted => ({
      cause: 'settings',
      subject,
      level: level as Wanted['level'],
      facts: {},
    })),
  ];
  await keepAlerts(ports, shopId, wanted, ['settings']);
}
