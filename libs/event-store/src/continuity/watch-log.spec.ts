import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { silentLogger } from '../logger.js';
import { inMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { watchLog } from './watch-log.js';
import type { LogWatch, WatchOptions } from './watch-log.js';

describe('the watch over what was read of the log', () => {
  let watch: LogWatch | null = null;
  afterEach(() => watch?.stop());

  /** Counts looks; each part fails while it is away. */
  function watched(options: Partial<WatchOptions> = {}) {
    const away = { log: false, database: false };
    const told: (string | null)[] = [];
    let looks = 0;
    const dataSource = {
      query: async () => {
        looks += 1;
        if (away.database) throw new Error('terminating connection');
        return [];
      },
    } as unknown as DataSource; // nothing else of it is asked
    const store = {
      ...inMemoryEventStore(),
      open: async () => {
        if (away.log) throw new Error('timeout');
        return 'log';
      },
    };
    watch = watchLog(
      { store, dataSource, schema: 'any', logger: silentLogger },
      { diverged: () => undefined, unreadable: (why) => told.push(why), everyMs: 5, ...options },
    );
    const someLooks = async () => {
      const enough = looks + 4;
      for (let tries = 0; tries < 1_000 && looks < enough; tries += 1) await delay(5);
    };
    return { away, told, someLooks };
  }

  it('says once that the log can not be read, and once that it can', async () => {
    const { away, told, someLooks } = watched();
    away.log = true;
    await someLooks();
    away.log = false;
    await someLooks();
    expect(told).toEqual(['timeout', null]);
  });

  it('says nothing about the log while the database is away', async () => {
    const { away, told, someLooks } = watched();
    away.database = true;
    await someLooks();
    expect(told).toEqual([]);
  });

  it('says nothing where it is known already that the log does not answer, nor of a look that began before it did again', async () => {
    let known = true;
    const { away, told, someLooks } = watched({ isKnownAway: () => known });
    away.log = true;
    await someLooks();
    [known, away.log] = [false, false];
    await someLooks();
    expect(told).toEqual([]);
  });
});
