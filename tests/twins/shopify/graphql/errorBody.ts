import { GraphQLError, Kind, type ASTNode, type DocumentNode } from 'graphql';

// Errors about the query itself as a real store words them (recorded: graphql-base-validation-unhappy-paths, 2026-07-04):
// HTTP 200, a code, where they are about a field a path that starts with the operation, and neither data nor cost.

export interface ErrorBody {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: (string | number)[];
  extensions: Record<string, unknown>;
}

/** Recorded words, and the code that Shopify's GraphQL library has for other rules (its published names). */
const RULES: { says: RegExp; code: string; words?: (match: RegExpExecArray) => string }[] = [
  {
    says: /^Cannot query field "(\w+)" on type "(\w+)"/,
    code: 'undefinedField',
    words: ([, field, type]) => `Field '${field}' doesn't exist on type '${type}'`,
  },
  {
    says: /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/,
    code: 'argumentNotAccepted',
    words: ([, argument, , field]) => `Field '${field}' doesn't accept argument '${argument}'`,
  },
  {
    says: /^Field "(\w+)" argument "(\w+)" of type .* is required/,
    code: 'missingRequiredArguments',
    words: ([, field, argument]) => `Field '${field}' is missing required arguments: ${argument}`,
  },
  { says: /^Variable "\$(\w+)" is not defined/, code: 'variableNotDefined' },
  { says: /^Unknown fragment/, code: 'undefinedFragment' },
  { says: /^Unknown type/, code: 'undefinedType' },
  { says: /must have a selection of subfields|must not have a selection/, code: 'selectionMismatch' },
];

/** What a query is answered that does not parse, or does not fit the schema. */
export function errorBody(error: GraphQLError, document: DocumentNode | null): ErrorBody {
  const { locations = [] } = error;
  if (document === null) {
    const [at] = locations;
    const message = `syntax error, ${error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '')}`;
    return {
      message: at ? `${message} at [${at.line}, ${at.column}]` : message,
      locations,
      extensions: { code: 'PARSE_ERROR' },
    };
  }
  const rule = RULES.find(({ says }) => says.test(error.message));
  const match = rule?.says.exec(error.message) ?? null;
  const names = match && rule?.code === 'undefinedField' ? { typeName: match[2], fieldName: match[1] } : {};
  return {
    message: (match && rule?.words?.(match)) ?? error.message,
    locations,
    path: pathTo(document, error.nodes?.[0]),
    extensions: { code: rule?.code ?? 'GRAPHQL_VALIDATION_FAILED', ...names },
  };
}

/** A variable that is missing or of another shape; told before anything is carried out. */
export const variableBody = (error: GraphQLError): ErrorBody => {
  const { locations = [] } = error;
  const [, name, type] = /Variable "\$(\w+)" (?:of required type "([^"]+)")?/.exec(error.message) ?? [];
  const message = type
    ? `Variable $${name} of type ${type} was provided invalid value`
    : error.message.replaceAll('"', '');
  const problems = [{ path: [], explanation: 'Expected value to not be null' }];
  return { message, locations, extensions: { code: 'INVALID_VARIABLE', value: null, problems } };
};

/** "query Name", then the fields down to the node. */
function pathTo(document: DocumentNode, node: ASTNode | undefined): (string | number)[] {
  const down = (at: ASTNode, path: string[]): string[] | null => {
    if (at === node) return path;
    if (!('selectionSet' in at) || !at.selectionSet) return null;
    for (const one of at.selectionSet.selections) {
      const step = one.kind === Kind.FIELD ? [(one.alias ?? one.name).value] : [];
      const found = down(one, [...path, ...step]);
      if (found) return found;
    }
    return null;
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const found = down(definition, [`${definition.operation} ${definition.name?.value ?? ''}`.trim()]);
    if (found) return found;
  }
  return [];
}

/** What a real store says when something breaks inside (recorded: comment-delete-true-destroy, 2026-06-21). */
export const internalError = (requestId: string) => ({
  errors: [
    {
      message: `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId} (include this in support requests).`,
      extensions: { requestId, code: 'INTERNAL_SERVER_ERROR' },
    },
  ],
  data: null,
});
