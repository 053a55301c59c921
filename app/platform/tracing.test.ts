import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTraceReceiver, type TraceReceiver } from '../../tests/support/traceReceiver.ts';
import { askVies } from '../vies/askVies.server.ts';
import { systemClock } from './clock.ts';
import { isTracing, startTracing, traced, type Facts, type Tracing } from './tracing.server.ts';

const TOKEN = 'feedc0de5e7de5c0feedc0de5e7de5c0';

describe('tracing', () => {
  it.each([
    ['no receiver is named', {}],
    ['the receiver is named as nothing', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    ['it is switched off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' }],
  ])('is off while %s, and work is done as it is', async (_, env) => {
    const tracing = await startTracing('web', env);
    expect(isTracing()).toBe(false);
    expect(traced('work', { facts: { step: 'read' } }, ({ context }) => context)).toBeNull();
    await tracing.stop();
  });

  it.each([
    ['nothing', '', []],
    ['the library', 'http://127.0.0.1:1', ['@opentelemetry']],
  ])('loads %s when the receiver is "%s"', (_, receiver, loaded) => {
    const script = `
      const { registerHooks } = await import('node:module');
      const seen = new Set();
      registerHooks({ resolve(name, context, next) {
        const found = next(name, context);
        if (found.url.includes('@opentelemetry')) seen.add('@opentelemetry');
        return found;
      } });
      const { startTracing } = await import('./app/platform/tracing.server.ts');
      const tracing = await startTracing('web');
      await tracing.stop();
      console.log(JSON.stringify([...seen]));`;
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver };
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual(loaded);
  });
});

describe('with a receiver', () => {
  let receiver: TraceReceiver;
  let tracing: Tracing;
  beforeAll(async () => {
    receiver = await startTraceReceiver();
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = receiver.url;
    tracing = await startTracing('web');
    await everything();
    await tracing.stop();
  });
  afterAll(async () => {
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    await receiver.close();
  });
  const sent = (name: string) => receiver.spans().find((span) => span.name === name)!;

  async function everything() {
    const slip = { buyer: 'Erika', email: 'erika@example.com' } as unknown as Facts;
    traced('slips', { facts: { ...slip, topic: 'Erika Mustermann', route: TOKEN, step: 'read' } }, () => 1);
    await traced('throws', {}, () => Promise.reject(new TypeError('about erika@example.com'))).catch(
      () => {},
    );
    const far = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await traced('outer', { parent: far, shared: { orderGid: 'gid://shopify/Order/1' } }, async () => {
      await Promise.resolve();
      await traced('inner', { links: [far, 'nonsense'] }, () => Promise.resolve());
    });
  }

  it('tells of a question to VIES, but not of whom it is about', async () => {
    const register = createServer((_, response) => response.end('{"valid":true,"name":"Erika & Co"}'));
    await new Promise<void>((resolve) => register.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(register.address() as AddressInfo).port}`;
    tracing = await startTracing('web');
    const question = { vatId: 'FR40303265045', requester: 'DE136695976' };
    await askVies({ clock: systemClock, url }, question, new AbortController().signal);
    await tracing.stop();
    register.close();
    const span = receiver.spans().find(({ name }) => name.startsWith('vies'))!;
    expect(span.facts).toMatchObject({ 'http.request.method': 'POST', 'http.response.status_code': 200 });
    expect(receiver.bytes()).not.toMatch(/40303265045|136695976|erika/i);
  });

  it('says nothing that has no field to stand in, no text and no token', () => {
    expect(sent('slips').facts).toEqual({
      'webhook.topic': '[text]',
      'http.route': '[secret]',
      step: 'read',
    });
    expect(receiver.bytes()).not.toMatch(/erika|feedc0de/i);
  });

  it('says of an error what it is, not what it says', () => {
    expect(sent('throws').facts).toEqual({ 'error.type': 'TypeError' });
  });

  it('goes on from a trace that began elsewhere, and tells everything within what it is about', () => {
    const [outer, inner] = [sent('outer'), sent('inner')];
    expect(outer).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
    });
    expect(inner).toMatchObject({ traceId: outer.traceId, parentSpanId: outer.spanId });
    expect(inner.facts).toEqual({ 'order.gid': 'gid://shopify/Order/1' });
    expect(inner.links.map(({ spanId }) => spanId)).toEqual(['b7ad6b7169203331']);
  });
});
