import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** One file that breaks each rule: where it lies and what it imports. */
const violations: readonly { readonly rule: string; readonly files: Readonly<Record<string, string>> }[] = [
  { rule: 'domain-is-pure', files: { 'apps/catalog-svc/src/domain/x.ts': "import 'node:fs';\nexport const x = 1;\n" } },
  {
    rule: 'only-the-module-wires-adapters',
    files: {
      'apps/catalog-svc/src/processes/x.ts': "export { y } from '../adapters/csv/y.js';\n",
      'apps/catalog-svc/src/adapters/csv/y.ts': 'export const y = 1;\n',
    },
  },
  {
    rule: 'adapters-are-strangers',
    files: {
      'apps/catalog-svc/src/adapters/csv/x.ts': "export { y } from '../spotify/y.js';\n",
      'apps/catalog-svc/src/adapters/spotify/y.ts': 'export const y = 1;\n',
    },
  },
  {
    rule: 'apps-never-import-apps',
    files: {
      'apps/match-svc/src/x.ts': "export { y } from '../../plex-svc/src/y.js';\n",
      'apps/plex-svc/src/y.ts': 'export const y = 1;\n',
    },
  },
  {
    rule: 'contracts-stand-alone',
    files: { 'libs/contracts/src/x.ts': "export { y } from '../../music/src/y.js';\n", 'libs/music/src/y.ts': 'export const y = 1;\n' },
  },
  { rule: 'music-is-pure', files: { 'libs/music/src/x.ts': "import 'node:fs';\nexport const x = 1;\n" } },
  {
    rule: 'console-imports-contracts-only',
    files: {
      'apps/admin-ui/src/x.ts': "export { y } from '../../../libs/music/src/y.js';\n",
      'libs/music/src/y.ts': 'export const y = 1;\n',
    },
  },
  {
    rule: 'shipping-code-avoids-tests',
    files: {
      'libs/service-kit/src/x.ts': "export { y } from '../../../tests/support/y.js';\n",
      'tests/support/y.ts': 'export const y = 1;\n',
    },
  },
  {
    rule: 'no-cycles',
    files: {
      'libs/music/src/x.ts': "export { y } from './y.js';\nexport const x = 1;\n",
      'libs/music/src/y.ts': "export { x } from './x.js';\nexport const y = 1;\n",
    },
  },
  { rule: 'no-orphans', files: { 'libs/music/src/alone.ts': 'export const alone = 1;\n' } },
];

interface Found {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string } }[] };
}

function cruise(folder: string): Found {
  const args = [
    join(root, 'node_modules/.bin/depcruise'),
    '--config',
    join(folder, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...['apps', 'libs', 'tests'].filter((name) => readdirSync(folder).includes(name)),
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Found; // the cruiser's own report
}

describe('the architecture rules', () => {
  it.each(violations)(
    '$rule bites',
    ({ rule, files }) => {
      const folder = mkdtempSync(join(tmpdir(), 'soulsync-rules-'));
      try {
        for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) cpSync(join(root, name), join(folder, name));
        symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
        for (const [path, text] of Object.entries(files)) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
        expect(cruise(folder).summary.violations.map((violation) => violation.rule.name)).toContain(rule);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );

  it('are held over every app and library', () => {
    const sources = cruise(root).modules.map(({ source }) => source);
    for (const name of ['gateway', 'catalog-svc', 'match-svc', 'acquire-svc', 'organize-svc', 'plex-svc', 'admin-ui', 'launcher'])
      expect(sources.some((source) => source.startsWith(`apps/${name}/src/`))).toBe(true);
    for (const name of ['contracts', 'event-store', 'service-kit', 'music'])
      expect(sources.some((source) => source.startsWith(`libs/${name}/src/`))).toBe(true);
  }, 60_000);
});
