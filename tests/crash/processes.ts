// npm run crash -- scale, and -- restart: the figures of scale.ts as tables.
import { printTable } from './harness/table.ts';
import { runRestart, runScale } from './scale.ts';

type Tell = (line: string) => void;

export async function reportScale(tell: Tell, orders: number): Promise<boolean> {
  const one = await runScale(orders);
  printTable(
    tell,
    [
      'orders',
      'seconds',
      'per worker',
      'deliveries per web',
      'connections',
      'overlapping runs',
      'lost',
      'doubled',
    ],
    [
      [
        one.orders,
        one.seconds.toFixed(1),
        one.ordersPerWorker.join(' / '),
        one.deliveriesPerWeb.join(' / '),
        one.connections,
        one.overlaps,
        one.lost,
        one.doubled,
      ],
    ],
  );
  one.faults.forEach(tell);
  return one.lost + one.doubled + one.overlaps === 0;
}

export async function reportRestart(tell: Tell, orders: number, perSecond = 5): Promise<boolean> {
  const one = await runRestart(orders, perSecond);
  const seconds = (times: number[]) => times.map((ms) => (ms / 1000).toFixed(1)).join(' / ');
  printTable(
    tell,
    [
      'orders',
      'deliveries',
      'refused',
      'web stops in s',
      'worker stops in s',
      'left locked',
      'steps cut',
      'lost',
      'doubled',
    ],
    [
      [
        one.orders,
        one.deliveries,
        one.refused,
        seconds(one.webStopMs),
        seconds(one.workerStopMs),
        one.leftLocked,
        one.cutSteps,
        one.lost,
        one.doubled,
      ],
    ],
  );
  one.faults.forEach(tell);
  return one.refused + one.leftLocked + one.cutSteps + one.lost + one.doubled === 0;
}
