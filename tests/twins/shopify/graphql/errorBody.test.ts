import { expect, test } from 'vitest';
import { openShop } from '../testing/openShop.ts';

test('what is wrong with a query is worded as by a real store (28-error-validation)', async () => {
  const { graphql } = await openShop();
  const unknown = await graphql('query GraphqlBaseValidation { definitelyNotAShopifyQueryRoot }');
  expect(unknown).toMatchObject({ status: 200, data: undefined, cost: undefined });
  expect(unknown.errors).toEqual([
    {
      message: "Field 'definitelyNotAShopifyQueryRoot' doesn't exist on type 'QueryRoot'",
      locations: [{ line: 1, column: 31 }],
      path: ['query GraphqlBaseValidation', 'definitelyNotAShopifyQueryRoot'],
      extensions: {
        code: 'undefinedField',
        typeName: 'QueryRoot',
        fieldName: 'definitelyNotAShopifyQueryRoot',
      },
    },
  ]);
  const variable = await graphql('query One($id: ID!) { order(id: $id) { id } }', {});
  expect(variable.errors).toMatchObject([
    {
      message: 'Variable $id of type ID! was provided invalid value',
      extensions: { code: 'INVALID_VARIABLE', value: null },
    },
  ]);
  const broken = await graphql('query {');
  expect(broken.errors).toMatchObject([
    { message: expect.stringMatching(/^syntax error, .* at \[1, 8\]$/), extensions: { code: 'PARSE_ERROR' } },
  ]);
  expect(variable.cost).toBeUndefined();
  expect(broken.cost).toBeUndefined();
});

test('what breaks inside says so with a code, without data and cost (27-error-internal)', async () => {
  const { twin, graphql } = await openShop();
  await graphql('{ shop { name } }');
  twin.failNext({ kind: 'internal' });
  expect(await graphql('{ shop { name } }')).toMatchObject({
    status: 200,
    data: null,
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) } }],
    cost: undefined,
  });
});
