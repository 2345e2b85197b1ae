import { describe, expect, it } from '@jest/globals';
import type { DiskSpace } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import { downloadPause, tooFull } from './download-pause.js';

const music = (freeMb: number): DiskSpace => ({ name: 'music', device: '8', path: '/music', freeMb, sizeMb: 100_000, minFreeMb: 1_000 });
const downloads = (freeMb: number): DiskSpace => ({
  name: 'downloads',
  device: '8',
  path: '/downloads',
  freeMb,
  sizeMb: 100_000,
  minFreeMb: 500,
});

describe('downloads', () => {
  it('pause when any disk has less than its own limit', () => {
    expect(tooFull([], [music(1_000), downloads(500)])).toEqual([]);
    expect(tooFull([], [music(999), downloads(500)])).toEqual([music(999)]);
    expect(tooFull([], [music(2_000), downloads(0)])).toEqual([downloads(0)]);
  });

  it('go on only when there is clearly more than the limit, and pause again only below it', () => {
    expect(tooFull([music(999)], [music(1_050)])).toEqual([music(1_050)]);
    expect(tooFull([music(1_050)], [music(1_100)])).toEqual([]);
    expect(tooFull([], [music(1_050)])).toEqual([]);
  });

  it('go on when the disk is no longer heard of', () => {
    expect(tooFull([music(999)], [])).toEqual([]);
  });

  it('never pause where the limit is 0', () => {
    expect(tooFull([], [{ ...music(0), minFreeMb: 0 }])).toEqual([]);
  });
});

it('the reason names each disk with its figures, and what to set', () => {
  const { message, advice } = issueInWords({ code: 'downloads-paused', params: { disks: [music(300), downloads(20)] } });
  expect(message).toBe(
    'New downloads are paused: the disk of the music folder (/music) has 300 MB free and 1000 MB are needed; the disk of the download folder (/downloads) has 20 MB free and 500 MB are needed.',
  );
  expect(advice).toContain('SOULSYNC_MUSIC_MIN_FREE_MB or SOULSYNC_DOWNLOAD_MIN_FREE_MB');
});

describe('new downloads', () => {
  it('wait while filing says that it does not find what arrived', async () => {
    const heard = new Map<string, (report: object) => void>();
    const kit = {
      disks: { spaces: () => [] },
      sleep: () => new Promise((ended) => setTimeout(ended, 1)),
      nats: {
        subscribe(subject: string, { callback }: { callback: (error: null, message: { json: () => object }) => void }) {
          heard.set(subject, (report) => callback(null, { json: () => report }));
          return { unsubscribe: () => heard.delete(subject) };
        },
      },
    } as unknown as Kit<AcquireConfig>; // what is asked of it here
    const pause = downloadPause(kit);
    const end = new AbortController();
    const running = pause.worker.run(end.signal);
    expect(pause.paused()).toBe(false);
    heard.get('live.filing.*')?.({ service: 'organize-svc', downloadsMissing: true });
    expect(pause.paused()).toBe(true);
    heard.get('live.filing.*')?.({ service: 'organize-svc', downloadsMissing: false });
    expect(pause.paused()).toBe(false);
    end.abort();
    await running;
    expect(heard.size).toBe(0);
  });
});
