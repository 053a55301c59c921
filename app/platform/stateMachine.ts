/**
 * The states of one kind of row, where it starts and where it may go. The one list of them: code, pages, the CHECK
 * constraint of the table and its diagram (docs/state-machines.md) are compared with it.
 */
export interface StateMachine<State extends string = string> {
  table: string;
  starts: readonly State[];
  moves: Readonly<Record<State, readonly State[]>>;
}

export type StateOf<Machine> = Machine extends StateMachine<infer State> ? State : never;

export const stateMachine = <const State extends string>(of: {
  table: string;
  starts: readonly NoInfer<State>[];
  moves: Record<State, readonly NoInfer<State>[]>;
}): StateMachine<State> => of;

export const statesOf = <State extends string>(machine: StateMachine<State>): State[] =>
  Object.keys(machine.moves) as State[];

/** A state as its column holds it; the CHECK constraint lets no other in. */
export function readState<State extends string>(machine: StateMachine<State>, stored: string): State {
  const state = statesOf(machine).find((known) => known === stored);
  if (state === undefined) throw new Error(`${machine.table} knows no state "${stored}"`);
  return state;
}

/** The state to write. Throws where no move leads there: a bug, and nothing wrong is stored. Staying is always allowed. */
export function moved<State extends string>(machine: StateMachine<State>, from: State, to: State): State {
  if (from === to || machine.moves[from].includes(to)) return to;
  throw new Error(`${machine.table} does not go from "${from}" to "${to}"`);
}
