/** The architecture rules of the design (style 9). Loosening one takes an ADR; tests/architecture shows that each of them bites. */
const svc = '^apps/([^/]+-svc|gateway)/src';
const spec = '\\.(spec|contract|prop)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: `${svc}/domain/`, pathNot: spec },
      to: { pathNot: ['^apps/$1/src/domain/', '^libs/contracts/src', '^libs/music/src'] },
    },
    {
      name: 'only-the-module-wires-adapters',
      severity: 'error',
      from: { path: `${svc}/`, pathNot: [`${svc}/adapters/`, '\\.module\\.ts$', `${svc}/index\\.ts$`, spec] },
      to: { path: '^apps/$1/src/adapters/' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: `${svc}/adapters/([^/]+)/`, pathNot: spec },
      to: { path: '^apps/$1/src/adapters/', pathNot: '^apps/$1/src/adapters/$2/' },
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
