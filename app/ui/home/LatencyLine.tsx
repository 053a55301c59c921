import { Text } from '@shopify/polaris';
import type { DayFigures } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

const WIDTH = 900;
const HEIGHT = 60;
const EDGE = 6;

/** How long it took from payment to booking, day by day; days without a new payment have no point. */
export function LatencyLine({ days }: { days: DayFigures[] }) {
  const { t, day, duration } = useTexts();
  const known = days.flatMap(({ day: at, medianMs }, index) =>
    medianMs === null ? [] : [{ at, index, medianMs }],
  );
  // A single day is no line; its figure stands in the table, and today's in the tile.
  if (known.length < 2) return null;
  const most = Math.max(...known.map(({ medianMs }) => medianMs));
  const x = (index: number) => (index + 0.5) * (WIDTH / days.length);
  const y = (medianMs: number) => HEIGHT - EDGE - (medianMs / most) * (HEIGHT - 2 * EDGE);
  const points = known.map(({ index, medianMs }) => `${x(index)},${y(medianMs)}`).join(' ');
  return (
    <>
      <Text as="p" variant="bodySm" tone="subdued">
        {t('chart.latency', { most: duration(most) })}
      </Text>
      <svg
        className="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('chart.latencyLine')}
      >
        <polyline className="chart-line" points={points} />
        {known.map(({ at, index, medianMs }) => (
          <circle key={at} className="chart-point" cx={x(index)} cy={y(medianMs)} r="3">
            <title>{t('chart.latencyOfDay', { day: day(at), duration: duration(medianMs) })}</title>
          </circle>
        ))}
      </svg>
    </>
  );
}
