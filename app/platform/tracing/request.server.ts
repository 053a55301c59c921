import { traced, type Facts } from '../tracing.server.ts';

/** What a trace says of a request to somebody else: never its address, its query or its body. */
export interface Requested {
  to: 'sevdesk' | 'shopify' | 'vies';
  method: string;
  /** Its path with ids replaced. */
  template: string;
  facts?: Facts;
}

/** Sends a request as a span of its own that ends with the answer's head. Nobody else is told of the trace. */
export function tracedRequest(
  { to, method, template, facts }: Requested,
  send: () => Promise<Response>,
): Promise<Response> {
  const name = `${to} ${method} ${template}`;
  return traced(name, { kind: 'client', facts: { ...facts, method, template } }, async (span) => {
    const response = await send();
    span.note({ status: response.status });
    if (response.status >= 400) span.fail(String(response.status));
    return response;
  });
}
