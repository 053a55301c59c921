// The rooms of app/ and the one direction in which they may know each other:
// routes, ui, worker -> sync -> merchant, inbox -> accounting, shopify, sevdesk -> platform.
const room = (name) => `^app/${name}/`;
const below = {
  platform: [],
  accounting: [],
  shopify: ['accounting', 'platform'],
  sevdesk: ['accounting', 'platform'],
  inbox: ['accounting', 'shopify', 'platform'],
  web: ['inbox', 'shopify', 'platform'],
  merchant: ['accounting', 'shopify', 'sevdesk', 'platform'],
  sync: ['merchant', 'accounting', 'shopify', 'sevdesk', 'platform'],
  worker: ['sync', 'merchant', 'inbox', 'accounting', 'shopify', 'sevdesk', 'platform'],
  // Components know the types of the loaders they show, nothing else of the routes.
  ui: ['accounting', 'sync', 'merchant', 'routes'],
};

export default {
  forbidden: [
    ...Object.entries(below).map(([name, allowed]) => ({
      name: `${name}-looks-only-down`,
      comment: `app/${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other room'}.`,
      severity: 'error',
      from: { path: room(name), pathNot: '\\.test\\.tsx?$' },
      to: { path: '^app/', pathNot: [room(name), ...allowed.map(room)] },
    })),
    {
      name: 'product-does-not-know-its-tests',
      comment: 'The twins and the tooling are not reachable in production.',
      severity: 'error',
      from: { path: '^app/', pathNot: '\\.test\\.tsx?$|/testing/' },
      to: { path: '^(tests|scripts)/|/testing/' },
    },
    {
      name: 'pages-take-only-types-from-server-rooms',
      comment: 'Components run in the browser: from sync, merchant and routes they may import types only.',
      severity: 'error',
      from: { path: room('ui'), pathNot: '\\.(server|test)\\.tsx?$' },
      to: { path: '^app/(sync|merchant|routes)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'twins-stand-alone',
      comment: 'A twin is usable without this app: it imports its own files and packages.',
      severity: 'error',
      from: { path: '^tests/twins/([^/]+)/' },
      to: { path: '^(app|scripts|extensions|tests|config)/', pathNot: '^tests/twins/$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|build)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
