import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { ensureShopifySchema } from './schemaFile.ts';

interface RawField {
  name: string;
  isProtected?: boolean;
  protectedContent?: string | null;
}

interface RawSchema {
  data: IntrospectionQuery & { __schema: { types: { name: string; fields?: RawField[] | null }[] } };
  offline_scopes: {
    items: { type: 'type' | 'field'; typeName: string; fieldName?: string; offlineScopes: string[] }[];
  };
}

/** Shopify's Admin schema 2026-10 and what its file says beyond types: scopes and protected customer data. */
export interface AdminSchema {
  schema: GraphQLSchema;
  /** "Order" or "QueryRoot.refund" -> one of these scopes is needed. */
  scopes: Map<string, string[]>;
  /** "Order.email" -> the kind of customer data it is. */
  protectedFields: Map<string, string>;
}

let loaded: Promise<AdminSchema> | undefined;

/** Loads the schema once per process, about half a second. */
export function loadAdminSchema(): Promise<AdminSchema> {
  loaded ??= ensureShopifySchema().then(read);
  return loaded;
}

function read(file: string): AdminSchema {
  const raw = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as RawSchema;
  const scopes = new Map<string, string[]>();
  for (const item of raw.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    scopes.set(
      item.type === 'type' ? item.typeName : `${item.typeName}.${item.fieldName}`,
      item.offlineScopes,
    );
  }
  const protectedFields = new Map<string, string>();
  for (const type of raw.data.__schema.types) {
    for (const field of type.fields ?? []) {
      if (field.isProtected)
        protectedFields.set(`${type.name}.${field.name}`, field.protectedContent ?? 'customer');
    }
  }
  return { schema: buildClientSchema(raw.data, { assumeValid: true }), scopes, protectedFields };
}

export type Prepared =
  | { document: DocumentNode; errors: null }
  /** `parsed`: what does not fit the schema; null where it is no GraphQL at all. */
  | { document: null; errors: readonly GraphQLError[]; parsed: DocumentNode | null };

const prepared = new Map<string, Prepared>();

/** Parses and validates a query; the same text is done once. */
export function prepare(schema: GraphQLSchema, query: string): Prepared {
  const known = prepared.get(query);
  if (known) return known;
  const made = parseAndValidate(schema, query);
  prepared.set(query, made);
  return made;
}

function parseAndValidate(schema: GraphQLSchema, query: string): Prepared {
  try {
    const document = parse(query);
    const errors = validate(schema, document).filter((error) => !/is never used/.test(error.message));
    return errors.length > 0 ? { document: null, errors, parsed: document } : { document, errors: null };
  } catch (error) {
    return { document: null, errors: [error as GraphQLError], parsed: null };
  }
}
