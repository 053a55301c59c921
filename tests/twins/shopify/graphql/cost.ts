// What a query costs, by a rule fitted to recorded answers of real stores: an object 1, money and scalars 0, a list its
// object once, a connection 2 + max(1, floor(2 ln first)) times its node, a mutation 10 plus what its payload holds.
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const FREE = new Set(['MoneyBag', 'MoneyV2', 'PageInfo']);
/** A single query may not ask for more. */
export const MAX_QUERY_COST = 1000;

interface Walk {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

export function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (name === null) return operations.length === 1 ? operations[0]! : null;
  return operations.find((one) => one.name?.value === name) ?? null;
}

/** Requested cost of an operation; with `data`, the cost of what was really returned. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data?: unknown,
): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap((one) =>
      one.defaultValue ? [[one.variable.name.value, valueFromASTUntyped(one.defaultValue)]] : [],
    ),
  );
  const walk = { schema, fragments, variables: { ...defaults, ...variables } };
  const root = schema.getRootType(operation.operation)!;
  if (operation.operation !== OperationTypeNode.MUTATION)
    return children(walk, operation.selectionSet, root, data);
  return operation.selectionSet.selections.reduce((sum, one) => {
    if (one.kind !== Kind.FIELD || !one.selectionSet) return sum;
    const payload = getNamedType(root.getFields()[one.name.value]?.type);
    if (!isCompositeType(payload)) return sum;
    return sum + 10 + children(walk, one.selectionSet, payload, valueAt(data, one));
  }, 0);
}

const MISSING = Symbol('not answered');
type Answered = unknown;

/** The answer's value for a field, `undefined` when only the requested cost is wanted. */
function valueAt(data: Answered, field: FieldNode): Answered {
  if (data === undefined) return undefined;
  const value = (data as Record<string, unknown> | null)?.[field.alias?.value ?? field.name.value];
  return value === undefined ? MISSING : value;
}

function children(
  walk: Walk,
  selections: SelectionSetNode,
  type: GraphQLCompositeType,
  data: Answered,
): number {
  let common = 0;
  let largestBranch = 0;
  for (const one of selections.selections) {
    if (one.kind === Kind.FIELD) {
      common += fieldCost(walk, one, type, valueAt(data, one));
      continue;
    }
    const fragment = one.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(one.name.value)! : one;
    const condition = fragment.typeCondition?.name.value ?? type.name;
    const on = walk.schema.getType(condition);
    if (!on || !isCompositeType(on)) continue;
    const cost = children(walk, fragment.selectionSet, on, data);
    if (condition === type.name) common += cost;
    else largestBranch = Math.max(largestBranch, cost);
  }
  return common + largestBranch;
}

function fieldCost(walk: Walk, field: FieldNode, parent: GraphQLCompositeType, value: Answered): number {
  if (!field.selectionSet || field.name.value.startsWith('__') || value === null || value === MISSING)
    return 0;
  if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
  const type = getNamedType(parent.getFields()[field.name.value]?.type);
  if (!isCompositeType(type)) return 0;
  if (type.name.endsWith('Connection')) return connectionCost(walk, field, type, value);
  if (Array.isArray(value)) {
    return value.length === 0
      ? 0
      : 1 + Math.max(...value.map((one) => children(walk, field.selectionSet!, type, one)));
  }
  return (FREE.has(type.name) ? 0 : 1) + children(walk, field.selectionSet, type, value);
}

function connectionCost(walk: Walk, field: FieldNode, type: GraphQLCompositeType, value: Answered): number {
  const size = argument(walk, field, 'first') ?? argument(walk, field, 'last') ?? 10;
  let node = 0;
  let returned = size;
  for (const one of field.selectionSet!.selections) {
    if (one.kind !== Kind.FIELD || !one.selectionSet || !isObjectType(type)) continue;
    const inner = getNamedType(type.getFields()[one.name.value]!.type);
    if (!isCompositeType(inner)) continue;
    const items = valueAt(value, one);
    if (Array.isArray(items)) returned = items.length;
    const sample: Answered = Array.isArray(items) ? (items[0] ?? MISSING) : undefined;
    if (one.name.value === 'nodes')
      node += 1 + (sample === MISSING ? 0 : children(walk, one.selectionSet, inner, sample));
    if (one.name.value === 'edges')
      node += sample === MISSING ? 1 : children(walk, one.selectionSet, inner, sample);
  }
  if (returned === 0) return 2;
  return 2 + Math.max(1, Math.floor(2 * Math.log(Math.min(size, returned)))) * node;
}

function argument(walk: Walk, field: FieldNode, name: string): number | null {
  const given = field.arguments?.find((one) => one.name.value === name);
  const value = given ? valueFromASTUntyped(given.value, walk.variables) : null;
  return typeof value === 'number' ? value : null;
}
