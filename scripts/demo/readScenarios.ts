import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ViesVerdict } from '@twins/vies';
import { readVat } from './readVat.ts';
import { settingsFaults } from './settingsFaults.ts';

/** One order of the folder: as it ends, and as it was first where the folder tells that. */
export interface Scenario {
  /** "11-prepayment.json" */
  file: string;
  text: string;
  before: { file: string; text: string } | null;
  /** The shop's choices that differ from the defaults; null: the order plays in the common shop. */
  settings: Record<string, unknown> | null;
  /** Those that held while the order was as it was first. */
  settingsBefore: Record<string, unknown> | null;
  vat: ViesVerdict | null;
  /** Every gateway that the payloads name. */
  gateways: string[];
}

/** The folder cannot be played. The message names every fault with its file, its field and how to mend it. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

const BEFORE = '.before.json';

/** Reads the orders of a folder, in name order. Throws {@link ScenarioError} before anything has started. */
export function readScenarios(folder: string): Scenario[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (names.length === 0) throw new ScenarioError(`There is no .json file in ${folder}.`);
  const faults: string[] = [];
  const scenarios = names
    .filter((name) => !name.endsWith(BEFORE))
    .map((name) => readScenario(folder, name, names, faults));
  for (const name of names.filter((one) => one.endsWith(BEFORE))) {
    const file = name.replace(BEFORE, '.json');
    if (!names.includes(file))
      faults.push(`${name}: there is no ${file} that says how this order ends; add it, or rename ${name}.`);
  }
  if (faults.length > 0) {
    throw new ScenarioError(
      `${folder} cannot be played:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
  return scenarios;
}

interface File {
  text: string;
  settings: Record<string, unknown> | null;
  vat: ViesVerdict | null;
  gateways: string[];
  orderId: string | null;
}

function readScenario(folder: string, name: string, names: string[], faults: string[]): Scenario {
  const after = readFile(folder, name, faults);
  const first = name.replace(/\.json$/, BEFORE);
  const before = names.includes(first) ? readFile(folder, first, faults) : null;
  if (before?.orderId && after.orderId && before.orderId !== after.orderId) {
    faults.push(
      `${first}: id is ${before.orderId}, but ${name} says ${after.orderId}; both must be the same order's.`,
    );
  }
  return {
    file: name,
    text: after.text,
    before: before && { file: first, text: before.text },
    settings: after.settings ?? before?.settings ?? null,
    settingsBefore: before?.settings ?? after.settings,
    vat: after.vat ?? before?.vat ?? null,
    gateways: [...new Set([...after.gateways, ...(before?.gateways ?? [])])],
  };
}

function readFile(folder: string, name: string, faults: string[]): File {
  const text = readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, '');
  const nothing = { text, settings: null, vat: null, gateways: [], orderId: null };
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    faults.push(`${name} is no JSON: ${why}. Mend the file, or take it out of the folder.`);
    return nothing;
  }
  if (!isRecord(payload)) return nothing;
  const settings = payload['x_settings'] ?? null;
  faults.push(...settingsFaults(settings).map((fault) => `${name}: ${fault}`));
  const { vat, fault } = readVat(payload['x_vat']);
  if (fault) faults.push(`${name}: ${fault}`);
  return {
    text,
    settings: isRecord(settings) ? settings : null,
    vat,
    gateways: [...new Set(gatewaysIn(payload))],
    orderId: orderIdOf(payload),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The digits at the end of an order's id, in either shape. */
function orderIdOf(payload: Record<string, unknown>): string | null {
  const id = payload['admin_graphql_api_id'] ?? payload['id'];
  return typeof id === 'string' || typeof id === 'number'
    ? (/(\d+)\D*$/.exec(String(id))?.[1] ?? null)
    : null;
}

function gatewaysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(gatewaysIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'gateway') return typeof inner === 'string' && inner !== '' ? [inner] : [];
    if (key === 'payment_gateway_names' || key === 'paymentGatewayNames')
      return Array.isArray(inner) ? inner.filter((one): one is string => typeof one === 'string') : [];
    return gatewaysIn(inner);
  });
}
