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

/** Where a process finds what it needs before it can read a setting, and where its own files lie (`docs/adr/0053-what-stays-a-variable.md`). */
const variablesAlone = [
  'ADMIN_LISTEN',
  'ADMIN_PASSWORD',
  'ADMIN_USER',
  'CONSOLE_DIR',
  'CREDENTIALS_DIR',
  'DATABASE_URL',
  'DATA_DIR',
  'EVENT_LOG_DIR',
  'HTTP_LISTEN',
  'LOG_FILE',
  'NATS_PASSWORD',
  'NATS_URL',
  'NATS_USER',
  'PLEX_TV_URL',
  'READ_ONLY',
  'SECRET_KEY',
  'SETTINGS_FILE',
  'SPOTIFY_ACCOUNTS_URL',
  'SPOTIFY_API_URL',
  'SPOTIFY_REFRESH_TOKEN',
].map((name) => `SOULSYNC_${name}`);

describe('a variable', () => {
  it('is a setting as well, which people change in the console, unless it can not be one', () => {
    const settings = new Set(
      sources
        .filter((text) => /@Setting\(/.test(text))
        .flatMap((text) => [...text.matchAll(/@Env(?:Secret)?\('(SOULSYNC_\w+)'\)/g)].map(([, name = '']) => name)),
    );
    expect(settings.size).toBeGreaterThan(40);
    expect([...declared].filter((name) => !settings.has(name)).sort()).toEqual(variablesAlone);
  });
});
