import { runOutages } from './tests/crash/outage.ts';
const ok = await runOutages({ kinds: [process.argv[2] as never], minutes: Number(process.argv[3]), orders: Number(process.argv[4]), tell: console.log });
console.log('ok', ok); process.exit(0);
