import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['apps', 'libs'].flatMap((room) => readdirSync(join(root, room)).map((name) => join(root, room, name, 'src')));
const sources = rooms
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(file, 'utf8'));

/** What the configuration classes read. */
const declared = new Set(
  sources.flatMap((text) => [...text.matchAll(/@Env(?:Secret)?\('(SOULSYNC_\w+)'\)/g)].map(([, name = '']) => name)),
);

/** First cells of the README's table; `_FILES` after `SOULSYNC_LOG_DAYS` is short for a name with the same beginning. */
const documented = new Set(
  readFileSync(join(root, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `SOULSYNC_'))
    .flatMap((line) => {
      const names = [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      const family = /^SOULSYNC_[A-Z]+/.exec(names[0] ?? '')?.[0] ?? '';
      return names.map((name) => (name.startsWith('_') ? family + name : name));
    }),
);

describe("the README's table of variables", () => {
  it('holds every variable that a configuration class reads', () => {
    expect(declared.size).toBeGreaterThan(50);
    expect([...declared].filter((name) => !documented.has(name))).toEqual([]);
  });

  it('holds none that nothing reads', () => {
    expect([...documented].filter((name) => !sources.some((text) => text.includes(`'${name}'`)))).toEqual([]);
  });
});
