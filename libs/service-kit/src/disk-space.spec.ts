import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { DiskSpace } from '@soulsync/contracts';
import { diskWatch } from './disk-space.js';

it('the free space of each folder is told with its limit; one that is not there is left out', async () => {
  let seen: readonly DiskSpace[] = [];
  const watch = diskWatch(
    () => [
      { name: 'music', path: tmpdir(), minFreeMb: 7 },
      { name: 'downloads', path: join(tmpdir(), 'soulsync-is-not-there'), minFreeMb: 7 },
    ],
    (spaces) => (seen = spaces),
  );
  watch.start();
  for (let tries = 0; tries < 100 && seen.length === 0; tries += 1) await delay(50);
  watch.stop();
  expect(watch.spaces()).toEqual(seen);
  expect(seen).toMatchObject([{ name: 'music', path: tmpdir(), minFreeMb: 7 }]);
  expect(seen[0]?.freeMb).toBeGreaterThan(0);
  expect(seen[0]?.sizeMb).toBeGreaterThanOrEqual(seen[0]?.freeMb ?? 0);
});

it('a folder that is no longer named is no longer told', async () => {
  let named: readonly { readonly name: 'music'; readonly path: string; readonly minFreeMb: number }[] = [
    { name: 'music', path: tmpdir(), minFreeMb: 7 },
  ];
  let told = 0;
  const watch = diskWatch(
    () => named,
    () => (told += 1),
  );
  watch.start();
  while (told < 1) await delay(20);
  expect(watch.spaces()).toHaveLength(1);
  named = [];
  while (told < 2) await delay(20);
  watch.stop();
  expect(watch.spaces()).toEqual([]);
});
