const typescript = {
  syntax: 'typescript',
  decorators: true,
};
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  maxWorkers: 2,
  workerIdleMemoryLimit: '300MB',
  testMatch: [
    '<rootDir>/{apps,libs}/*/{src,test}/**/*.spec.{ts,tsx}',
    '<rootDir>/tests/simulators/src/**/*.spec.ts',
    '<rootDir>/tests/{e2e,architecture,integration}/**/*.spec.ts',
  ],
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
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@soulsync/source', 'node', 'node-addons'] },
};
