import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startedPlex, until } from './started-plex.js';
import type { Row, StartedPlex } from './started-plex.js';

const FIRST = 'Old Ferry/Crossings/01 Signal Fires.flac';
const SECOND = 'Old Ferry/Crossings/02 Gravel Road.flac';

let plex: StartedPlex;
beforeEach(async () => {
  plex = await startedPlex();
  await plex.put(FIRST, 'Signal Fires');
});
afterEach(() => plex.stop());

const tracks = () => plex.rows('/library/sections/3/all?type=10&sort=addedAt:asc');
const music = async () => (await plex.ask('/library/sections')).container.Directory?.find(({ type }) => type === 'artist');
const activities = async () => ((await plex.ask('/activities')).container.Activity ?? []).map(({ type }) => type);
const titles = (rows: readonly Row[]) => rows.map(({ title }) => title);
async function scanned(path?: string): Promise<void> {
  const before = (await music())?.['scannedAt'];
  await plex.ask(`/library/sections/3/refresh${path === undefined ? '' : `?path=${encodeURIComponent(path)}`}`);
  await until(music, (section) => section?.['scannedAt'] !== before && section?.['refreshing'] === false);
}

describe('a new album', () => {
  it('has the name of its file and no length until it is settled', async () => {
    const slow = await startedPlex({ scan: { queueDelayMs: 0, settleMs: 100_000_000 } });
    try {
      await slow.put(FIRST, 'Signal Fires');
      await slow.ask('/library/sections/3/refresh', { method: 'POST' });
      const [track] = await until(
        () => slow.rows('/library/sections/3/all?type=10'),
        (rows) => rows.length > 0,
      );
      expect(track?.title).toBe('01 Signal Fires');
      expect(track?.['duration']).toBeUndefined();
    } finally {
      await slow.stop();
    }
  });

  it('is told of in the order of the papers: the last word comes long after the scan is over', async () => {
    const timeline = await eventsDuring(
      plex,
      () => plex.ask('/library/sections/3/refresh', { method: 'PUT' }),
      'ended library.update.item.metadata',
    );
    expect(timeline).toEqual([
      'started library.update.section',
      'status',
      'updated library.update.section 3',
      'album 0 created analyzing',
      'track 0 created analyzing',
      'started library.update.item.metadata',
      'ended library.update.section 3',
      'status',
      'album 2 processing',
      'track 2 processing',
      'album 4 loading',
      'track 4 loading',
      'updated library.update.item.metadata',
      'album 5 analyzing',
      'track 5 analyzing',
      'album 5',
      'track 5',
      'ended library.update.item.metadata',
    ]);
    expect(titles(await tracks())).toEqual(['Signal Fires']);
    expect(await activities()).toEqual(['butler']);
  });

  it('is left at state 1 by the "none" agent', async () => {
    await plex.control('switch', { noneAgent: true });
    const timeline = await eventsDuring(plex, () => plex.ask('/library/sections/3/refresh'), 'track 1 processing');
    expect(timeline).toContain('album 1 processing');
    await until(
      async () => titles(await tracks()),
      (found) => found.join() === 'Signal Fires',
    );
    expect(await activities()).toEqual(['butler']);
  });
});

/** Each event in few words, from `act` on, until one of them says `last`. */
async function eventsDuring({ url, token }: StartedPlex, act: () => Promise<unknown>, last: string): Promise<readonly string[]> {
  const stop = new AbortController();
  const response = await fetch(`${url}/:/eventsource/notifications`, { headers: { 'X-Plex-Token': token }, signal: stop.signal });
  await act();
  const timeline: string[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) timeline.push(...inFewWords(event));
    if (timeline.includes(last)) break;
  }
  stop.abort();
  return timeline;
}

interface Told {
  readonly ActivityNotification?: { event: string; Activity: { type: string; Context?: { librarySectionID: string } } };
  readonly TimelineEntry?: { type: number; state: number; metadataState?: string; mediaState?: string };
  readonly StatusNotification?: object;
}

function inFewWords(event: string): readonly string[] {
  const { ActivityNotification, TimelineEntry, StatusNotification } = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as Told; // from our simulator
  if (StatusNotification) return ['status'];
  const words = ActivityNotification
    ? [ActivityNotification.event, ActivityNotification.Activity.type, ActivityNotification.Activity.Context?.librarySectionID]
    : TimelineEntry
      ? [TimelineEntry.type === 9 ? 'album' : 'track', TimelineEntry.state, TimelineEntry.metadataState, TimelineEntry.mediaState]
      : [];
  return words.length === 0 ? [] : [words.filter((word) => word !== undefined).join(' ')];
}

describe('a scan', () => {
  it('of a path outside its folders is answered alike, and nothing happens', async () => {
    expect((await plex.ask('/library/sections/3/refresh?path=%2Fdata%2Fmusic2')).status).toBe(200);
    await scanned('/data/music/Old Ferry');
    expect(await tracks()).toHaveLength(1);
  });

  it('of one folder sees that folder alone', async () => {
    await plex.put('Ida Voss/Kitchen Songs/01 Copper Rain.flac', 'Copper Rain');
    await scanned('/data/music/Ida Voss/Kitchen Songs');
    await until(
      async () => titles(await tracks()),
      (found) => found.join() === 'Copper Rain',
    );
  });

  it('misses a new folder in a new folder where the switch says so, until its parent is scanned', async () => {
    await plex.control('switch', { nestedFoldersMissed: true });
    await scanned('/data/music/Old Ferry/Crossings');
    expect(await tracks()).toEqual([]);
    await scanned('/data/music');
    expect(await tracks()).toHaveLength(1);
  });

  it('that was cancelled brings nothing', async () => {
    await plex.control('switch', { queueDelayMs: 60_000 });
    await plex.ask('/library/sections/3/refresh');
    await plex.ask('/library/sections/3/refresh', { method: 'DELETE' });
    await plex.control('switch', { queueDelayMs: 0 });
    await scanned('/data/music/Nobody');
    expect(await tracks()).toEqual([]);
  });

  it('is never all that is going on: the butler stays', async () => {
    expect(await activities()).toEqual(['butler']);
  });
});

describe('a file that is gone', () => {
  beforeEach(async () => {
    await plex.put(SECOND, 'Gravel Road');
    await scanned();
    await rm(join(plex.music, FIRST));
  });

  it('does not exist when files are checked, goes to the trash with the next scan, and for good when that is emptied', async () => {
    const [first] = await plex.rows('/library/sections/3/all?type=10&sort=index:asc');
    expect((await plex.ask(`/library/metadata/${first?.ratingKey}?checkFiles=1`)).text).toContain('"exists":false');
    await scanned('/data/music/Old Ferry/Crossings');
    expect((await tracks()).map((row) => row['deletedAt'] !== undefined).sort()).toEqual([false, true]);
    expect((await plex.ask('/library/sections/3/emptyTrash', { method: 'PUT' })).status).toBe(200);
    expect(await tracks()).toHaveLength(1);
  });

  it('goes at once where the trash is emptied after each scan', async () => {
    await plex.control('switch', { emptyTrashAfterScan: true });
    await scanned();
    expect(await tracks()).toHaveLength(1);
  });
});

describe('another file at the same place', () => {
  it('keeps the row, or makes a new one where the switch says so', async () => {
    await scanned();
    const key = async () => (await tracks()).map(({ ratingKey }) => ratingKey).join();
    const first = await key();
    await plex.put(FIRST, 'Signal Fires, again');
    await scanned();
    expect(await key()).toBe(first);
    await plex.control('switch', { replacedGetsNewKey: true });
    await plex.put(FIRST, 'Signal Fires, once more');
    await scanned();
    expect(await key()).not.toBe(first);
    expect(await tracks()).toHaveLength(1);
  });
});

describe('two files of the same track', () => {
  it('are two rows, or one row with two versions where the switch says so', async () => {
    await plex.control('switch', { mergeVersions: true });
    await plex.put('Old Ferry/Crossings/01 Signal Fires (copy).flac', 'Signal Fires');
    await scanned();
    const rows = await tracks();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['Media']).toHaveLength(2);
  });
});
