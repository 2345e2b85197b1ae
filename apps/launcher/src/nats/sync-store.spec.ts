import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepSynced, syncStore } from './sync-store.js';

describe("a store's files and folders", () => {
  let store = '';
  const OLD = new Date('2026-01-01T00:00:00Z');
  beforeEach(async () => {
    store = await mkdtemp(join(tmpdir(), 'soulsync-store-'));
    await mkdir(join(store, 'ES', 'msgs'), { recursive: true });
    for (const name of ['1.blk', '2.blk']) await writeFile(join(store, 'ES', 'msgs', name), name);
    for (const path of [join('ES', 'msgs', '1.blk'), join('ES', 'msgs'), 'ES', '.']) await utimes(join(store, path), OLD, OLD);
  });
  afterEach(() => rm(store, { recursive: true, force: true }));

  it('are all put on the disk, the folders too', async () => {
    expect(await syncStore(store)).toBe(5);
  });

  it('are put there again only where they changed', async () => {
    expect(await syncStore(store, OLD.getTime() + 1)).toBe(1);
  });

  it('may come and go meanwhile', async () => {
    expect(await syncStore(join(store, 'no such store'))).toBe(0);
  });

  it('are put there while a server runs and once more at its end', async () => {
    const syncing = keepSynced(store, 10);
    await syncing.stop();
    await keepSynced(store, null).stop();
  });
});
