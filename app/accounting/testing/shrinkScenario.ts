import type { LineSpec } from './buildParts.ts';
import type { Scenario, ScenarioEvent } from './scenario.ts';

/**
 * The smallest scenario found that is still wrong: parts are taken out and amounts made simple as long as `isWrong` holds.
 * Greedy, so not the smallest there is, but short enough to read.
 */
export function shrinkScenario(scenario: Scenario, isWrong: (scenario: Scenario) => boolean): Scenario {
  let smallest = scenario;
  for (;;) {
    const simpler = simplerScenarios(smallest).find(isWrong);
    if (!simpler) return smallest;
    smallest = simpler;
  }
}

/** Scenarios one step simpler, the boldest steps first. */
function simplerScenarios(scenario: Scenario): Scenario[] {
  const { order, events } = scenario;
  const withOrder = (change: Partial<Scenario['order']>): Scenario => ({
    ...scenario,
    order: { ...order, ...change },
  });
  return [
    ...events.map((_, index) => ({ ...scenario, events: events.toSpliced(index, 1) })),
    ...(order.lines.length > 1 ? order.lines.map((_, index) => withoutLine(scenario, index)) : []),
    ...(order.shipping?.length ? [withOrder({ shipping: [] })] : []),
    ...(order.discount ? [withOrder({ discount: 0 })] : []),
    ...(order.tip ? [withOrder({ tip: 0 })] : []),
    ...(order.fees?.length ? [withOrder({ fees: [] })] : []),
    ...(order.payments && order.payments.length > 1 ? [withOrder({ payments: undefined })] : []),
    ...(order.taxesIncluded === false ? [withOrder({ taxesIncluded: true })] : []),
    ...(scenario.quantityRounding === 'per_unit'
      ? [{ ...scenario, quantityRounding: 'per_line' as const }]
      : []),
    ...(scenario.settings.finalise === false
      ? [{ ...scenario, settings: { ...scenario.settings, finalise: true } }]
      : []),
    ...order.lines.flatMap((line, index) =>
      simplerLines(line).map((simpler) =>
        withOrder({ lines: order.lines.with(index, simpler), payments: undefined }),
      ),
    ),
    ...events.flatMap((event, index) =>
      simplerEvents(event).map((simpler) => ({ ...scenario, events: events.with(index, simpler) })),
    ),
  ];
}

function withoutLine(scenario: Scenario, index: number): Scenario {
  const moved = <Piece extends { line: number }>(pieces: Piece[]): Piece[] =>
    pieces
      .filter((piece) => piece.line !== index)
      .map((piece) => ({ ...piece, line: piece.line > index ? piece.line - 1 : piece.line }));
  const events = scenario.events.map((event): ScenarioEvent => {
    if (event.kind === 'refund') return { ...event, lines: moved(event.lines ?? []) };
    if (event.kind === 'edit')
      return { ...event, pieces: moved(event.pieces ?? []), discount: moved(event.discount ?? []) };
    return event;
  });
  return {
    ...scenario,
    order: { ...scenario.order, lines: scenario.order.lines.toSpliced(index, 1), payments: undefined },
    events,
  };
}

function simplerLines(line: LineSpec): LineSpec[] {
  const simpler: LineSpec[] = [];
  if (line.discount) simpler.push({ ...line, discount: 0 });
  if ((line.quantity ?? 1) > 1)
    simpler.push(
      { ...line, quantity: 1, discount: 0 },
      { ...line, quantity: line.quantity! - 1, discount: 0 },
    );
  if (line.duties) simpler.push({ ...line, duties: undefined });
  for (const price of [1_000, 100, Math.floor(line.price / 10)]) {
    if (price > 0 && price < line.price && !line.discount) simpler.push({ ...line, price });
  }
  return simpler;
}

function simplerEvents(event: ScenarioEvent): ScenarioEvent[] {
  if (event.kind === 'refund') {
    const fewer = (event.lines ?? []).map((_, index) => ({
      ...event,
      lines: event.lines!.toSpliced(index, 1),
    }));
    return [
      ...fewer,
      ...(event.goodwill ? [{ ...event, goodwill: 0 }] : []),
      ...(event.shipping ? [{ ...event, shipping: undefined }] : []),
    ];
  }
  return event.kind === 'pay' && event.share < 100 ? [{ ...event, share: 100 }] : [];
}
