const typescript = {
  syntax: 'typescript',
  decorators: true,
};
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: typescript,
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@soulsync/source', 'node', 'node-addons'] },
};

const beside = ['<rootDir>/{apps,libs}/*/{src,test}/**', '<rootDir>/tests/simulators/src/**'];

/** `npm run jest -- --selectProjects unit` is for every save; without it all run, as `./soulsync test` does. */
export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/tests/journeys-first.mjs',
  // A machine that does other things too is slow, not wrong; what hangs ends all the same.
  testTimeout: 30_000,
  workerIdleMemoryLimit: '600MB',
  projects: [
    // Pure and fast, beside the source.
    {
      ...shared,
      displayName: 'unit',
      testMatch: beside.map((folder) => `${folder}/*.spec.ts`),
      testPathIgnorePatterns: ['/node_modules/', '\\.(int|prop)\\.spec\\.tsx?$'],
    },
    // The console's pages, as a person sees them.
    {
      ...shared,
      displayName: 'console',
      testEnvironment: '<rootDir>/apps/admin-ui/browser-environment.mjs',
      testEnvironmentOptions: { customExportConditions: ['@soulsync/source', 'browser'] },
      testMatch: ['<rootDir>/apps/admin-ui/src/**/*.spec.tsx'],
    },
    // Real processes, files and sockets; properties; a million of something.
    { ...shared, displayName: 'slow', testMatch: beside.map((folder) => `${folder}/*.{int,prop}.spec.{ts,tsx}`) },
    // The whole, or several parts of it, together.
    { ...shared, displayName: 'system', testMatch: ['<rootDir>/tests/{e2e,architecture,integration,golden,bench,cases}/**/*.spec.ts'] },
  ],
};
