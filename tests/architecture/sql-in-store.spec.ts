import { expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import type { Linter as Rules } from 'eslint';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What the linter of this repository says of the text, were it a file there, about forbidden syntax. */
function complaintsAt(path: string, text: string): readonly string[] {
  const args = [join(root, 'node_modules/.bin/eslint'), '--print-config', path];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const { rules } = JSON.parse(stdout) as { readonly rules: Rules.RulesRecord }; // the linter's own words
  const forbidden = rules['no-restricted-syntax'];
  return new Linter().verify(text, { rules: forbidden ? { 'no-restricted-syntax': forbidden } : {} }).map(({ message }) => message);
}

const asking = "kit.dataSource.query('SELECT 1');";

it.each([
  ['a feature’s workers', 'plex-svc/src/library/workers/x.ts'],
  ['the workers of a service with one feature', 'match-svc/src/workers/x.ts'],
  ['its projections', 'catalog-svc/src/playlists/projections/x.ts'],
  ['the composition', 'organize-svc/src/filing/compose-x.ts'],
])(
  'SQL in %s is refused',
  (_, path) => {
    expect(complaintsAt(`apps/${path}`, asking)).toEqual([expect.stringContaining('belongs in store/')]);
  },
  60_000,
);

it.each(['plex-svc/src/library/store/x.ts', 'match-svc/src/store/x.ts'])(
  'SQL in a store is not: %s',
  (path) => {
    expect(complaintsAt(`apps/${path}`, asking)).toEqual([]);
  },
  60_000,
);
