import type { DayFigures } from '../../orders/read/views.ts';
import { useTexts } from '../texts.tsx';

const WIDTH = 900;
const HEIGHT = 190;
/** Room for the days below the bars and for the largest number above them, also in the letters of a phone. */
const FOOT = 34;
const HEAD = 30;
const PARTS = ['synced', 'open', 'skipped'] as const;

/** A bar for each day, divided into what became of its orders. */
export function DayBars({ days }: { days: DayFigures[] }) {
  const { t, day, number } = useTexts();
  const most = Math.max(1, ...days.map(({ synced, open, skipped }) => synced + open + skipped));
  const step = WIDTH / days.length;
  const tall = HEIGHT - FOOT;
  const named = [0, Math.floor(days.length / 2), days.length - 1];
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('chart.bars')}>
      <line className="chart-axis" x1="0" x2={WIDTH} y1={tall} y2={tall} />
      <text className="chart-text" x="0" y="22">
        {number(most)}
      </text>
      {days.map((figures, index) => {
        let top = tall;
        return (
          <g key={figures.day}>
            <title>{t('chart.ofDay', { ...figures, day: day(figures.day) })}</title>
            {PARTS.map((part) => {
              const height = (figures[part] / most) * (tall - HEAD);
              top -= height;
              return (
                <rect
                  key={part}
                  className="chart-bar"
                  data-part={part}
                  x={index * step + step * 0.12}
                  y={top}
                  width={step * 0.76}
                  height={height}
                />
              );
            })}
          </g>
        );
      })}
      {named.map((index, place) => (
        <text
          key={place}
          className="chart-text"
          x={place === 0 ? 0 : place === 1 ? index * step + step / 2 : WIDTH}
          y={HEIGHT - 8}
          textAnchor={(['start', 'middle', 'end'] as const)[place]}
        >
          {day(days[index]!.day)}
        </text>
      ))}
    </svg>
  );
}
