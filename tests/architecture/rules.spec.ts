import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Files that break a rule: where they lie and what they import. What has layers is shown with and without a feature's room around them. */
const violations: readonly { readonly rule: string; readonly case?: string; readonly files: Readonly<Record<string, string>> }[] = [
  { rule: 'domain-is-pure', files: { 'apps/catalog-svc/src/domain/x.ts': "import 'node:fs';\nexport const x = 1;\n" } },
  {
    rule: 'domain-is-pure',
    case: 'in a feature',
    files: { 'apps/plex-svc/src/library/domain/x.ts': "import 'node:fs';\nexport const x = 1;\n" },
  },
  {
    rule: 'domain-is-pure',
    case: 'of another feature',
    files: {
      'apps/plex-svc/src/library/domain/x.ts': "export { y } from '../../playlists/domain/y.js';\n",
      'apps/plex-svc/src/playlists/domain/y.ts': 'export const y = 1;\n',
    },
  },
  ...Object.entries({
    SQL: "import 'typeorm';",
    files: "import 'node:fs/promises';",
    HTTP: "import 'axios';",
    'the kit': "import '../../../../../libs/service-kit/src/y.js';",
    'a store': "import '../store/y.js';",
  }).map(([what, line]) => ({
    rule: 'processes-hold-no-io',
    case: what,
    files: {
      'apps/plex-svc/src/library/processes/x.ts': `${line}\nexport const x = 1;\n`,
      'apps/plex-svc/src/library/store/y.ts': 'export const y = 1;\n',
      'libs/service-kit/src/y.ts': 'export const y = 1;\n',
    },
  })),
  ...['gateway/src', 'match-svc/src', 'acquire-svc/src/acquisition', 'catalog-svc/src/recordings', 'organize-svc/src/filing'].map(
    (room) => ({
      rule: 'processes-hold-no-io',
      case: room,
      files: { [`apps/${room}/processes/x.ts`]: "import 'typeorm';\nexport const x = 1;\n" },
    }),
  ),
  {
    rule: 'features-are-strangers',
    case: 'in acquire-svc',
    files: {
      'apps/acquire-svc/src/wishlist/projections/x.ts': "export { y } from '../../acquisition/domain/y.js';\n",
      'apps/acquire-svc/src/acquisition/domain/y.ts': 'export const y = 1;\n',
    },
  },
  ...['playlists/workers/y.ts', 'playlists/domain/y.ts', 'playlists/compose-playlists.ts', 'y.ts'].map((path) => ({
    rule: 'features-are-strangers',
    case: path,
    files: {
      'apps/plex-svc/src/library/workers/x.ts': `export { y } from '../../${path.replace(/ts$/, 'js')}';\n`,
      [`apps/plex-svc/src/${path}`]: 'export const y = 1;\n',
    },
  })),
  {
    rule: 'published-names-stand-alone',
    files: {
      'apps/plex-svc/src/library/library-id.ts': "export { y } from './domain/y.js';\n",
      'apps/plex-svc/src/library/domain/y.ts': 'export const y = 1;\n',
    },
  },
  ...['apps/catalog-svc/src', 'apps/plex-svc/src/library'].map((room) => ({
    rule: 'only-the-module-wires-adapters',
    case: room,
    files: {
      [`${room}/processes/x.ts`]: "export { y } from '../adapters/csv/y.js';\n",
      [`${room}/adapters/csv/y.ts`]: 'export const y = 1;\n',
    },
  })),
  {
    rule: 'only-the-module-wires-adapters',
    case: 'shared by features',
    files: {
      'apps/plex-svc/src/library/workers/x.ts': "export { y } from '../../adapters/plex/y.js';\n",
      'apps/plex-svc/src/adapters/plex/y.ts': 'export const y = 1;\n',
    },
  },
  ...['apps/catalog-svc/src', 'apps/plex-svc/src/library'].map((room) => ({
    rule: 'adapters-are-strangers',
    case: room,
    files: {
      [`${room}/adapters/csv/x.ts`]: "export { y } from '../spotify/y.js';\n",
      [`${room}/adapters/spotify/y.ts`]: 'export const y = 1;\n',
    },
  })),
  {
    rule: 'adapters-are-strangers',
    case: 'a feature’s and a shared one',
    files: {
      'apps/plex-svc/src/connection/adapters/plex-tv/x.ts': "export { y } from '../../../adapters/plex/y.js';\n",
      'apps/plex-svc/src/adapters/plex/y.ts': 'export const y = 1;\n',
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
    rule: 'shipping-code-avoids-test-kits',
    files: {
      'apps/catalog-svc/src/x.ts': "export { deciding } from '../../../libs/event-store/src/testing/index.js';\n",
      'libs/event-store/src/testing/index.ts': 'export const deciding = 1;\n',
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
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
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

/** The rules over these files alone. */
function cruiseFiles(files: Readonly<Record<string, string>>): Found {
  const folder = mkdtempSync(join(tmpdir(), 'soulsync-rules-'));
  try {
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) cpSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return cruise(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All of them are planted in one tree, each under names of its own. */
const planted = violations.map(({ rule, case: of, files }, n) => {
  const numbered = (text: string) => text.replace(/\b([xy])\.(ts|js)\b/g, `$1${n}.$2`);
  const own = Object.entries(files).map(([path, text]) => [numbered(path), numbered(text)] as const);
  return { rule, name: of === undefined ? rule : `${rule} (${of})`, files: Object.fromEntries(own) };
});

describe('the architecture rules', () => {
  let broken: Found['summary']['violations'];
  beforeAll(() => {
    broken = cruiseFiles(Object.assign({}, ...planted.map(({ files }) => files)) as Readonly<Record<string, string>>).summary.violations;
  }, 120_000);

  it.each(planted)('$name bites', ({ rule, files }) => {
    expect(broken.filter(({ from }) => from in files).map((violation) => violation.rule.name)).toContain(rule);
  });

  it('let a feature use what another one publishes, its own layers, settings, and a library', () => {
    const room = 'apps/plex-svc/src';
    const found = cruiseFiles({
      [`${room}/library/library-id.ts`]: 'export const y = 1;\n',
      [`${room}/library/domain/d.ts`]: 'export const d = 1;\n',
      [`${room}/library/processes/p.ts`]: "export { d } from '../domain/d.js';\n",
      [`${room}/library/compose-library.ts`]: "export { d } from './processes/p.js';\nexport { a } from '../adapters/plex/a.js';\n",
      [`${room}/adapters/plex/a.ts`]: "export { d as a } from '../../library/domain/d.js';\n",
      [`${room}/settings.ts`]: 'export const s = 1;\n',
      [`${room}/playlists/workers/w.ts`]: "export { y } from '../../library/library-id.js';\nexport { s } from '../../settings.js';\n",
      [`${room}/playlists/compose-playlists.ts`]: "export { y } from './workers/w.js';\n",
      [`${room}/index.ts`]: "export { d, a } from './library/compose-library.js';\nexport { y } from './playlists/compose-playlists.js';\n",
    });
    expect(found.summary.violations).toEqual([]);
  }, 60_000);

  it('are held over every app and library', () => {
    const sources = cruise(root).modules.map(({ source }) => source);
    for (const name of ['gateway', 'catalog-svc', 'match-svc', 'acquire-svc', 'organize-svc', 'plex-svc', 'admin-ui', 'launcher'])
      expect(sources.some((source) => source.startsWith(`apps/${name}/src/`))).toBe(true);
    for (const name of ['contracts', 'event-store', 'service-kit', 'discovery', 'music'])
      expect(sources.some((source) => source.startsWith(`libs/${name}/src/`))).toBe(true);
  }, 60_000);
});
