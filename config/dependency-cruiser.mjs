// The rooms of app/, lowest first. A room may import those of the lines before its own and nothing else, types
// included; rooms on one line stand side by side and do not know each other.
const lines = [
  ['platform'],
  ['accounting'],
  ['sevdesk', 'shopify'],
  ['merchant'],
  ['vies'],
  ['inbox'],
  ['sync'],
  ['sync/ledger'],
  ['sync/schedule'],
  ['sync/breaker'],
  ['sync/steps'],
  ['sync/run'],
  ['reconcile'],
  ['money'],
  ['orders'],
  ['alerts', 'privacy'],
  ['web', 'worker', 'ui'],
  ['pages'],
  ['extension'],
  ['routes'],
];

/** The files of a room; those of the rooms inside it are theirs. */
const files = (room) => (room === 'sync' ? '^app/sync/[^/]+$' : `^app/${room}/`);

const arrows = lines.flatMap((rooms, line) => {
  const below = lines.slice(0, line).flat();
  return rooms.map((room) => ({
    name: `${room}-looks-only-down`,
    comment: `app/${room} may import ${below.length > 0 ? below.join(', ') : 'no other room'}.`,
    severity: 'error',
    from: { path: files(room), pathNot: '\\.test\\.tsx?$' },
    to: { path: '^app/', pathNot: [room, ...below].map(files) },
  }));
});

export default {
  forbidden: [
    ...arrows,
    {
      name: 'no-room-without-a-place',
      comment: 'Every file of app/ belongs to a room; its own files are the entries that Remix expects.',
      severity: 'error',
      from: { path: '^app/.+/', pathNot: lines.flat().map(files) },
      to: {},
    },
    {
      name: 'product-does-not-know-its-tests',
      comment: 'The twins and the tooling are not reachable in production.',
      severity: 'error',
      from: { path: '^app/', pathNot: '\\.test\\.tsx?$|/testing/' },
      to: { path: '^(tests|scripts)/|/testing/' },
    },
    {
      name: 'components-take-only-types-from-server-rooms',
      comment: 'Components run in the browser: from rooms of the server they may import types only.',
      severity: 'error',
      from: { path: files('ui'), pathNot: '\\.(server|test)\\.tsx?$' },
      to: {
        path: '^app/(platform|merchant|inbox|sync|reconcile|money|orders|alerts|privacy)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'twins-stand-alone',
      comment: 'A twin is usable without this app: it imports its own files and packages.',
      severity: 'error',
      from: { path: '^tests/twins/([^/]+)/' },
      to: { path: '^(app|scripts|extensions|tests|config)/', pathNot: '^tests/twins/$1/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|build)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
