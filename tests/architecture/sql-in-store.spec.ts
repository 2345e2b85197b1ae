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

it('SQL among a feature’s workers is refused', () => {
  expect(complaintsAt('apps/plex-svc/src/library/workers/x.ts', asking)).toEqual([expect.stringContaining('belongs in store/')]);
}, 60_000);

it('SQL in its store is not', () => {
  expect(complaintsAt('apps/plex-svc/src/library/store/x.ts', asking)).toEqual([]);
}, 60_000);
