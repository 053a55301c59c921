import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import { checkCustomerData, checkScopes } from './access.ts';
import type { RequestContext } from './context.ts';
import type { Args } from './lookup.ts';
import { paginate, type PageArgs } from './paginate.ts';
import { resolvers } from './resolvers.ts';

/**
 * Answers every field of the schema: scope and approval first, then a resolver of its own, else the stored value, else
 * null or an empty value. Connections are made from stored lists, `first` cuts plain lists.
 */
export const resolveField: GraphQLFieldResolver<unknown, RequestContext> = (
  source,
  args: Args,
  context,
  info,
) => {
  const parent = info.parentType.name;
  const named = getNamedType(info.returnType);
  checkScopes(context, parent, info.fieldName, named.name);
  const own = resolvers[`${parent}.${info.fieldName}`];
  if (!own && parent === 'Mutation') {
    throw new GraphQLError(`The twin does not play ${info.fieldName}`, {
      extensions: { code: 'NOT_PLAYED' },
    });
  }
  const stored = (source as Record<string, unknown> | null | undefined)?.[info.fieldName];
  const value = own ? own(source as never, args, context) : stored;
  if (value !== null && value !== undefined) checkCustomerData(context, parent, info.fieldName);
  return shaped(
    value === undefined ? emptyValue(info.schema, info.returnType) : value,
    info.returnType,
    args,
  );
};

function shaped(value: unknown, type: GraphQLOutputType, args: Args): unknown {
  if (!Array.isArray(value)) return value;
  if (getNamedType(type).name.endsWith('Connection'))
    return paginate(value, args as PageArgs, (_, index) => [index, '0']);
  return typeof args['first'] === 'number' ? value.slice(0, args['first']) : value;
}

const emptyScalars: Record<string, unknown> = {
  Int: 0,
  Float: 0,
  Boolean: false,
  Decimal: '0.0',
  Money: '0.0',
  UnsignedInt64: '0',
  BigInt: '0',
  JSON: {},
  URL: 'https://example.com/',
  DateTime: '2026-01-01T00:00:00Z',
};

/** What stands where the stored data say nothing: null if the schema allows it. */
function emptyValue(schema: GraphQLSchema, type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return null;
  const wanted = getNullableType(type);
  if (isListType(wanted)) return [];
  if (isScalarType(wanted)) return wanted.name in emptyScalars ? emptyScalars[wanted.name] : '';
  if (isEnumType(wanted)) return wanted.getValues()[0]!.value;
  if (wanted.name.endsWith('Connection')) return [];
  if (isObjectType(wanted)) return {};
  return { __typename: isAbstractType(wanted) ? schema.getPossibleTypes(wanted)[0]!.name : '' };
}

export const resolveType: GraphQLTypeResolver<unknown, RequestContext> = (value) =>
  (value as { __typename?: string } | null)?.__typename;
