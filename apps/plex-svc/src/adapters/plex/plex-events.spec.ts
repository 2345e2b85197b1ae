import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { PlexClient } from './plex-client.js';
import { plexEvents, waitMs } from './plex-events.js';
import type { EventPace } from './plex-events.js';

const pace: EventPace = { silenceMs: 200, firstWaitMs: 10, lastWaitMs: 40, quietMs: 5, gapMs: 5 };
const timeline = (state: number) => `data: {"TimelineEntry":{"sectionID":3,"itemID":7,"type":10,"state":${state}}}\n\n`;

/** What one connection says, and whether it then stays open. */
type Connection = { readonly says: string; readonly stays: boolean } | 'refused';

let stop = async () => undefined as void;
afterEach(() => stop());

function listened(...script: readonly Connection[]) {
  const seen = { connections: 0, changed: 0, gone: [] as string[] };
  const client: PlexClient = {
    container: () => Promise.reject(new Error('not asked')),
    act: () => Promise.reject(new Error('not asked')),
    send: () => Promise.reject(new Error('not asked')),
    picture: () => Promise.reject(new Error('not asked')),
    upload: () => Promise.reject(new Error('not asked')),
    async events(signal) {
      const connection = script[Math.min(seen.connections, script.length - 1)] ?? 'refused';
      seen.connections += 1;
      if (connection === 'refused') throw new Error('refused');
      return spoken(connection, signal);
    },
  };
  stop = plexEvents(
    client,
    { changed: () => void (seen.changed += 1), gone: ({ section, key }) => void seen.gone.push(`${section} ${key}`) },
    pace,
  );
  return seen;
}

async function* spoken({ says, stays }: Exclude<Connection, string>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(says);
  if (stays) await delay(60_000, undefined, { signal }).catch(() => undefined); // ended by the signal
}

async function until(good: () => boolean): Promise<void> {
  for (let tries = 0; !good(); tries += 1) {
    if (tries > 1_000) throw new Error('it did not come to that');
    await delay(5);
  }
}

describe('listening to the server', () => {
  it('passes on one change notification for a flood of events', async () => {
    const seen = listened({ says: timeline(5).repeat(5_000), stays: true });
    await until(() => seen.changed > 0);
    expect(seen).toMatchObject({ connections: 1, changed: 1 });
  });

  it('passes on what is said to be gone', async () => {
    const seen = listened({ says: timeline(9), stays: true });
    await until(() => seen.changed > 0);
    expect(seen.gone).toEqual(['3 7']);
  });

  it('comes back after breaks and refusals, and says that something may have been missed', async () => {
    const seen = listened({ says: 'event: ping\ndata: {}\n\n', stays: false }, 'refused', 'refused', { says: ': back\n\n', stays: true });
    await until(() => seen.changed > 0);
    expect(seen).toMatchObject({ connections: 4, changed: 1 });
  });

  it('gives up a connection that fell silent', async () => {
    const seen = listened({ says: ': hello\n\n', stays: true });
    await until(() => seen.connections > 1);
  });

  it('survives nonsense, and ends when it is stopped', async () => {
    const seen = listened({ says: `data: <html>\n\n${'x'.repeat(2_000_000)}`, stays: true }, { says: timeline(5), stays: true });
    await until(() => seen.changed > 0);
    await stop();
    const { connections } = seen;
    await delay(100);
    expect(seen.connections).toBe(connections);
  });
});

describe('the wait before the next try', () => {
  const usual = { firstWaitMs: 5_000, lastWaitMs: 120_000 } as EventPace; // the others do not matter here
  it('grows from 5 s to 2 min, never the same for all', () => {
    expect([0, 1, 2, 3, 9].map((failures) => waitMs(failures, usual, 1))).toEqual([5_000, 5_000, 10_000, 20_000, 120_000]);
    expect(waitMs(9, usual, 0)).toBe(90_000);
  });
});
