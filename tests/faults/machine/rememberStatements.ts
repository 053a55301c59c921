import pg from 'pg';

// Postgres works out a plan for every statement that has no name. The simulation sends the same few hundred statements
// again and again, so it names them: Postgres then keeps them and their plans for the session.

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

interface Sent {
  text: string;
  name?: string;
}

/** Told the time in its text (turns.ts), it never comes again; kept, thousands of them would slow down Postgres. */
const comesOnce = (text: string): boolean => /'\d{4}-[^']*Z'::timestamptz/.test(text);

/** Several statements in one text, as migrations send them, cannot have a name. */
const isSeveral = (text: string): boolean => /;\s*\S/.test(text);

const isSent = (query: unknown): query is Sent =>
  typeof query === 'object' && query !== null && 'text' in query && !('submit' in query);

// oxlint-disable-next-line typescript/unbound-method -- called as a method below
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (this: pg.Client, sent: unknown, ...rest: unknown[]) {
  const worthIt = isSent(sent) && sent.name === undefined && !comesOnce(sent.text) && !isSeveral(sent.text);
  const named = worthIt ? { ...sent, name: nameOf(sent.text) } : sent;
  return (query as (...all: unknown[]) => unknown).call(this, named, ...rest);
} as typeof query;
