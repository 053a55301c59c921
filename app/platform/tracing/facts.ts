// What a span may say, and what makes spans.

const factNames = [
  'shopId',
  'orderGid',
  'orderId',
  'documentId',
  'deliveryId',
  'requestId',
  'job',
  'step',
  'topic',
  'operation',
  'outcome',
  'method',
  'route',
  'template',
  'status',
  'retry',
  'count',
] as const;

export type FactName = (typeof factNames)[number];
export type Facts = { [Name in FactName]?: string | number | null | undefined };

type SpanKind = 'internal' | 'server' | 'client' | 'consumer';

export interface SpanOptions {
  kind?: SpanKind;
  facts?: Facts;
  /** Facts that everything within says too. */
  shared?: Facts;
  /** The context (W3C traceparent) that this goes on from; left out, the span that is under way. Null: none. */
  parent?: string | null | undefined;
  /** Contexts of other things that this is about as well. */
  links?: string[];
}

/** What is under way, for adding what is known only later. */
export interface SpanNote {
  note: (facts: Facts) => void;
  /** It did not come to what it was meant to; `why` is a word, never a message. */
  fail: (why: string) => void;
  /** Its context (W3C traceparent), to go on from elsewhere; null when nothing is traced. */
  readonly context: string | null;
}

export interface Tracer {
  run<T>(name: string, options: SpanOptions, work: (span: SpanNote) => T): T;
  /** Sends what there is and ends; takes no longer than that. */
  stop(withinMs: number): Promise<void>;
}

export type Environment = Record<string, string | undefined>;
