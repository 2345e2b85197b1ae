import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'apps/admin-ui/public/**',
      '**/dist/**',
      '**/node_modules/**',
      'coverage/**',
      'tests/corpora/**',
      'tests/architecture/violations/**',
      '**/*.mjs',
      '**/*.cjs',
      'tests/simulators/clips/**',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Our ports are objects of functions; none of them has a `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // SQL is in a store, as functions with names: a feature's, or the one of a service that has one thing to do.
    files: ['apps/*-svc/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/*-svc/src/**/{store,migrations}/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^(query|transaction|createQueryRunner|getRepository)$/]',
          message: 'SQL belongs in store/, as a function with a name.',
        },
      ],
    },
  },
);
