import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startViesTwin, type ViesTwin } from '@twins/vies';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { askVies } from './askVies.server.ts';

// VIES as others have recorded its answers.

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function vies(status: number, body: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (data: Buffer) => asked.push(String(data)));
    request.on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const ask = (url: string, requester: string | null = null) =>
  askVies({ clock: systemClock, url }, { vatId: 'FR40303265045', requester }, new AbortController().signal);

it('keeps the verdict with its reference number', async () => {
  const { url, asked } = await vies(
    200,
    '{"valid":true,"requestDate":"2026-11-24","requestIdentifier":"WAPIAAAA"}',
  );
  expect(await ask(url)).toMatchObject({
    kind: 'done',
    value: { vatId: 'FR40303265045', valid: true, reference: 'WAPIAAAA' },
  });
  expect(JSON.parse(asked[0]!)).toEqual({ countryCode: 'FR', vatNumber: '40303265045' });
});

it('says who is asking, without which there is no consultation number', async () => {
  const { url, asked } = await vies(200, '{"valid":true,"requestIdentifier":"WAPIAAAA"}');
  await ask(url, 'DE136695976');
  expect(JSON.parse(asked[0]!)).toEqual({
    countryCode: 'FR',
    vatNumber: '40303265045',
    requesterMemberStateCode: 'DE',
    requesterNumber: '136695976',
  });
});

it('asks again without a requester that VIES does not know', async () => {
  const { url, asked } = await vies(200, '{"errorWrappers":[{"error":"INVALID_REQUESTER_INFO"}]}');
  expect(await ask(url, 'DE136695976')).toMatchObject({ kind: 'unclear' });
  expect(asked.map((body) => 'requesterNumber' in JSON.parse(body))).toEqual([true, false]);
});

it('takes an id that is not registered for not valid', async () => {
  const { url } = await vies(200, '{"valid":false,"requestIdentifier":"","name":"---"}');
  expect(await ask(url)).toMatchObject({ kind: 'done', value: { valid: false, reference: null } });
});

it.each([
  [200, '{"actionSucceed":false,"errorWrappers":[{"error":"MS_UNAVAILABLE"}]}', 'VIES: MS_UNAVAILABLE'],
  [500, '{"errorWrappers":[{"error":"SERVICE_UNAVAILABLE"}]}', 'VIES: SERVICE_UNAVAILABLE'],
  [503, '<html>maintenance</html>', 'VIES: SyntaxError'],
  [200, '{}', 'VIES: 200'],
])('takes %i %s for no verdict', async (status, body, message) => {
  const { url } = await vies(status, body);
  expect(await ask(url)).toEqual({ kind: 'unclear', message });
});

it('takes a register that nobody answers for no verdict', async () => {
  expect(await ask('http://127.0.0.1:1')).toMatchObject({ kind: 'unclear' });
});

const twins: ViesTwin[] = [];
afterEach(async () => {
  await Promise.all(twins.splice(0).map((twin) => twin.close()));
});

async function viesTwin() {
  const twin = await startViesTwin({ otherwise: 'valid' });
  twins.push(twin);
  const ask = (patienceMs = 5_000) =>
    askVies(
      { clock: systemClock, url: `${twin.apiUrl}/check-vat-number` },
      { vatId: 'FR40303265045', requester: 'DE136695976' },
      AbortSignal.timeout(patienceMs),
    );
  return { twin, ask };
}

it.each([
  ['wrapped, as recorded', 'wrappers'],
  ['beside valid:false, which is no verdict', 'user_error'],
] as const)('takes an overloaded member state for no answer: %s', async (_, errorShape) => {
  const { twin, ask } = await viesTwin();
  twin.setFaults({ error: 'MS_MAX_CONCURRENT_REQ', errorShape });
  expect(await ask()).toEqual({ kind: 'unclear', message: 'VIES: MS_MAX_CONCURRENT_REQ' });
});

it('gets no verdict from a VIES that is down, gone or slow, and one as soon as it is back', async () => {
  const { twin, ask } = await viesTwin();
  twin.setFaults({ down: '503' });
  expect(await ask()).toMatchObject({ kind: 'unclear' });
  twin.setFaults({ down: 'refuse' });
  expect(await ask()).toMatchObject({ kind: 'unclear' });
  twin.setFaults({ slowMs: 2_000 });
  expect(await ask(50)).toMatchObject({ kind: 'unclear' });
  twin.setFaults({});
  expect(await ask()).toMatchObject({ kind: 'done', value: { valid: true } });
});
