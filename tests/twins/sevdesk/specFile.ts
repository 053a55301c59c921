import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

// What sevdesk's OpenAPI file demands of requests, read out of it and kept: parsing its 15,000 lines takes half a
// second, which every test file would wait for again.

/** "POST /Invoice/:id/sendViaEmail" */
export type Operation = `${string} ${string}`;

export interface Schema {
  required: string[];
  properties: Record<string, Schema>;
  items: Schema | null;
}

interface OperationSpec {
  /** Required query parameters. */
  query: string[];
  body: Schema | null;
}

export type Operations = Record<Operation, OperationSpec>;

/** Beside the folder the process works in: the file is sevdesk's and not part of this repository. */
const FILE = path.resolve('../shared/data/sevdesk-openapi.yaml');
const CACHE = path.resolve('.cache');

/** Null where the file is not there. */
export function loadOperations(): Operations | null {
  if (!existsSync(FILE)) return null;
  const text = readFileSync(FILE, 'utf8');
  const hash = createHash('sha256')
    .update(text)
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  const kept = path.join(CACHE, `sevdesk-spec-${hash.slice(0, 12)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Operations;
  const operations = compile(parse(text) as Document);
  mkdirSync(path.dirname(kept), { recursive: true });
  // Renamed into place, so that nobody reads half of it.
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(operations));
  renameSync(`${kept}.${process.pid}`, kept);
  return operations;
}

interface RawSchema {
  $ref?: string;
  allOf?: RawSchema[];
  type?: string;
  required?: string[];
  readOnly?: boolean;
  properties?: Record<string, RawSchema>;
  items?: RawSchema;
}

interface RawOperation {
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content?: Record<string, { schema?: RawSchema }> };
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, RawSchema> };
}

function compile(document: Document): Operations {
  const operations: Operations = {};
  for (const [route, verbs] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(verbs)) {
      const pattern = route.replaceAll(/\{[^}]+\}/g, ':id');
      const query = (operation.parameters ?? []).filter((entry) => entry.in === 'query' && entry.required);
      const body = operation.requestBody?.content?.['application/json']?.schema;
      operations[`${verb.toUpperCase()} ${pattern}`] = {
        query: query.map((entry) => entry.name),
        body: body ? resolve(document, body) : null,
      };
    }
  }
  return operations;
}

function resolve(document: Document, raw: RawSchema, depth = 0): Schema {
  const parts = [raw, ...(raw.allOf ?? [])].map((part) =>
    part.$ref ? document.components.schemas[part.$ref.split('/').at(-1)!]! : part,
  );
  const schema: Schema = { required: [], properties: {}, items: null };
  // Deep enough for every request body; answers nest without end.
  if (depth > 5) return schema;
  for (const part of parts) {
    schema.required.push(...(part.required ?? []));
    for (const [name, property] of Object.entries(part.properties ?? {}))
      if (!property.readOnly) schema.properties[name] = resolve(document, property, depth + 1);
    if (part.items) schema.items = resolve(document, part.items, depth + 1);
  }
  // Some names are required and described nowhere: invoicePos, creditNotePos, a credit note's invoiceType.
  schema.required = schema.required.filter((name) => name in schema.properties);
  return schema;
}
