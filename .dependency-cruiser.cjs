/** The architecture rules of the design (style 9). Loosening one takes an ADR; tests/architecture shows that each of them bites. */
const svc = '^apps/([^/]+-svc|gateway)/src';
const spec = '\\.(spec|contract|prop)\\.ts$';

const layer = 'domain|ports|adapters|processes|workers|projections|store|api|migrations';
/** A service has its layers at the first level, or a room a feature there and the layers in it: $2 is the feature's folder, or nothing. */
const room = `${svc}/(|(?!(?:${layer})/)[^/]+/)`;
/** A feature: $2 is its name. The gateway has one thing to do; its folders are parts of a door, no features. */
const feature = `^apps/([^/]+-svc)/src/(?!(?:${layer})/)([^/]+)/`;
const composition = `${svc}/(?:index|[^/]+\\.module|(?:|[^/]+/)compose-[^/]+)\\.ts$`;

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: `${room}domain/`, pathNot: spec },
      to: { pathNot: ['^apps/$1/src/$2domain/', '^libs/contracts/src', '^libs/music/src'] },
    },
    {
      // A process manager says which command follows which event: no SQL, no files, no HTTP, and no kit that would hand it all of them.
      name: 'processes-hold-no-io',
      severity: 'error',
      from: { path: `${room}processes/`, pathNot: spec },
      to: {
        path: [
          '(?:^|/)node_modules/(?:typeorm|pg|pg-[^/]+|axios|@nats-io/[^/]+)/',
          '^(?:node:)?(?:fs|http|https|http2|net|tls|dgram|child_process|worker_threads)(?:/|$)',
          '^libs/service-kit/src',
          '^apps/$1/src/(?:|[^/]+/)(?:ports|adapters|workers|store|api)/',
        ],
      },
    },
    {
      // But for the ids and types that one of them publishes: files at its own first level. What else one needs of another is handed over by
      // the composition.
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: feature, pathNot: spec },
      to: {
        path: '^apps/$1/src/',
        pathNot: [
          '^apps/$1/src/$2/',
          '^apps/$1/src/(?:config|settings)\\.ts$',
          `^apps/$1/src/(?:${layer})/`,
          `^apps/$1/src/(?!(?:${layer})/)[^/]+/(?!compose-)[^/]+\\.ts$`,
        ],
      },
    },
    {
      name: 'published-names-stand-alone',
      severity: 'error',
      from: { path: `${feature}(?!compose-)[^/]+\\.ts$`, pathNot: spec },
      to: { pathNot: '^libs/' },
    },
    {
      name: 'only-the-module-wires-adapters',
      severity: 'error',
      from: { path: `${svc}/`, pathNot: [`${room}adapters/`, composition, spec] },
      to: { path: '^apps/$1/src/(?:|[^/]+/)adapters/' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: `${room}adapters/([^/]+)/`, pathNot: spec },
      to: { path: '^apps/$1/src/(?:|[^/]+/)adapters/', pathNot: '^apps/$1/src/$2adapters/$3/' },
    },
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/launcher/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: spec },
      to: { path: '^(libs|apps|tests)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'music-is-pure',
      severity: 'error',
      from: { path: '^libs/music/src/', pathNot: spec },
      // any-ascii is a table and one pure function.
      to: { pathNot: ['^libs/music/src/', '^node_modules/any-ascii/'] },
    },
    {
      name: 'console-imports-contracts-only',
      severity: 'error',
      from: { path: '^apps/admin-ui/src/' },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/admin-ui/', '^libs/contracts/src/(?!rest/)'] },
    },
    { name: 'shipping-code-avoids-tests', severity: 'error', from: { path: '^(apps|libs)/', pathNot: spec }, to: { path: '^tests/' } },
    {
      name: 'shipping-code-avoids-test-kits',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/event-store/src/testing/', spec] },
      to: { path: '^libs/event-store/src/testing/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(apps|libs)/[^/]+/src/', pathNot: ['/(main|index)\\.tsx?$', '\\.d\\.ts$', spec] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^tests/corpora/', '^tests/architecture/violations/'] },
    enhancedResolveOptions: {
      conditionNames: ['@soulsync/source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
