// A process of its own, so that whoever measures the webhooks has nothing else to do: asks for every public page what
// costs it most, over and over, until it is told to end; then says how many were answered. Arguments: port, how many.
import { expensiveRequests } from '../../support/expensiveRequests.ts';

const [port, count] = process.argv.slice(2).map(Number) as [number, number];
let answered = 0;
const over = new AbortController();
process.once('message', () => over.abort());

await Promise.all(Array.from({ length: count }, (_, nth) => attack(nth)));
process.send!(answered);
process.disconnect();

async function attack(nth: number): Promise<void> {
  for (let turn = nth; !over.signal.aborted; turn++) {
    const { path, init } = expensiveRequests[turn % expensiveRequests.length]!;
    await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init })
      .then((answer) => answer.arrayBuffer())
      .then(
        () => answered++,
        () => null,
      );
  }
}
