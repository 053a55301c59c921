import type { Account } from './account.ts';
import type { Json } from './wire/common.ts';

/** A request as it arrived, before anybody looked at it. */
export interface TwinRequest {
  method: string;
  /** Below the base path: /Invoice/7/sendBy */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
}

export interface TwinResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** A request as an endpoint sees it. */
export interface Call {
  account: Account;
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Json | null;
  /** Milliseconds, whole seconds. */
  now: number;
  nextId(model: string): number;
  /** A fault: this list forgets its filters. */
  filtersIgnored: boolean;
  /**
   * Called by an endpoint right before it changes anything: from here on the request must satisfy the specification.
   * sevdesk's own measured refusals come first, the specification's after them.
   */
  admit(): void;
  /** Remembers what this request made, for faults that hide it from lists. */
  made(id: number): void;
}

export type Endpoint = (call: Call) => TwinResponse;

const JSON_TYPE = 'application/json; charset=utf-8';

export const jsonResponse = (status: number, value: unknown): TwinResponse => ({
  status,
  headers: { 'content-type': JSON_TYPE },
  body: JSON.stringify(value),
});

/** `{"objects": …}` */
export const answer = (objects: unknown): TwinResponse => jsonResponse(200, { objects });
/** Creating answers 201 [MEASURED:rs]. */
export const created = (objects: unknown): TwinResponse => jsonResponse(201, { objects });
/** GET by id answers an array of one [MEASURED:rs]. */
export const single = (row: Json): TwinResponse => answer([row]);
/** DELETE answers `{"objects":[null]}` [MEASURED:rs]. */
export const deleted = (): TwinResponse => answer([null]);
