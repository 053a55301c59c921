import { parseArgs } from 'node:util';
import { startSevdeskTwin } from './server.ts';

// The twin as a process of its own: `main.ts --port N`. Prints where it is as one JSON line.

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const twin = await startSevdeskTwin({ port: Number(values.port) });
console.log(JSON.stringify({ address: twin.address, apiUrl: twin.apiUrl }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void twin.close().then(() => process.exit(0)));
}
