import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { result, soulsync, states } from '../support/soulsync.js';
import { begins, eventsOfFolder, wayOf } from '../support/correlations.js';
import type { LoggedEvent } from '../support/correlations.js';

interface WhatIf {
  readonly decisions: number;
  readonly changed: readonly {
    readonly title: string;
    readonly was: { readonly kind: string };
    readonly would: { readonly kind: string };
  }[];
}

/** From the entry to the last scan one correlation, in which each event names another one of the log. */
function oneCorrelationEach(events: readonly LoggedEvent[]): void {
  const known = new Set(events.map(({ id }) => id));
  expect(events.filter((event) => !known.has(event.causationId ?? '') && !begins(event))).toEqual([]);
  const published = events.filter(({ type }) => type === 'FilePublished');
  expect(published.length).toBeGreaterThan(0);
  for (const file of published) {
    const way = wayOf(events, file);
    expect([...way].filter(([, event]) => event?.causationId == null).map(([type]) => type)).toEqual([]);
    expect(new Set([...way.values()].map((event) => event?.correlationId))).toEqual(new Set([file.correlationId]));
  }
}

/** Which parts are killed and when: one way in each run of the tests, others where they are asked for (`SOULSYNC_CHAOS_SEEDS=1,2,3,4,5`). */
const seeds = (process.env['SOULSYNC_CHAOS_SEEDS'] ?? '1').split(',');

describe('the built-in world', () => {
  let table: readonly string[] = [];

  it('ends with every entry where its script says, in little memory, and its read models equal their rebuild', async () => {
    const data = await mkdtemp(join(tmpdir(), 'soulsync-e2e-'));
    try {
      const { entries, rssMb } = result(await soulsync('demo', '--once', '--json', '--data', data));
      table = states(entries);
      expect(entries).toHaveLength(40);
      expect(entries.filter(({ state }) => state === 'filed').every(({ file }) => file !== undefined)).toBe(true);
      expect(rssMb).toBeLessThan(450);
      for (const log of await readdir(join(data, 'logs')))
        expect([log, /NATS refused|Permissions Violation/.exec(await readFile(join(data, 'logs', log), 'utf8'))]).toEqual([log, null]);
      const replay = await soulsync('replay', '--data', data, '--json');
      expect(JSON.parse(replay.stdout)).toMatchObject({ ok: true, differing: 0 });
      const same = JSON.parse((await soulsync('replay', '--what-if', '--data', data, '--json')).stdout) as WhatIf;
      expect(same.decisions).toBeGreaterThanOrEqual(40);
      expect(same.changed).toEqual([]);
      oneCorrelationEach(await eventsOfFolder(data));
      const looser = await soulsync('replay', '--what-if', '--same-length-ms', '9000', '--sure', '0.5', '--data', data, '--json');
      const { changed } = JSON.parse(looser.stdout) as WhatIf;
      expect(changed.map(({ title, was, would }) => [title, was.kind, would.kind])).toEqual(
        expect.arrayContaining([
          ['Long Division', 'review', 'matched'],
          ['Station Clock', 'review', 'matched'],
        ]),
      );
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }, 300_000);

  it.each(seeds)(
    'ends with the same table when parts are killed while it runs (seed %s)',
    async (seed) => {
      const { entries, killed } = result(await soulsync('demo', '--once', '--chaos', '--json', '--seed', seed));
      expect(killed.length).toBeGreaterThan(2);
      expect(states(entries)).toEqual(table);
    },
    300_000,
  );

  it('ends with the same table when every service has two replicas and parts are killed', async () => {
    const { entries, killed } = result(await soulsync('demo', '--once', '--chaos', '--replicas', '2', '--json', '--seed', '4'));
    expect(killed.length).toBeGreaterThan(2);
    expect(states(entries)).toEqual(table);
  }, 300_000);
});
