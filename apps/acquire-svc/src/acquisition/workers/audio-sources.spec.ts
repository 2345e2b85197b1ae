import { describe, expect, it } from '@jest/globals';
import { NEVER } from 'rxjs';
import type { AudioSourceName, TransferId } from '@soulsync/contracts';
import { offerOf } from '../ports/audio-source.contract.js';
import type { FoundFile } from '../ports/audio-source.js';
import { inMemoryAudioSource } from '../ports/in-memory-audio-source.js';
import { audioSources } from './audio-sources.js';

const file = (source: AudioSourceName, ref: string) => ({ source, ref, label: ref, filename: `Tides/${ref}`, sizeBytes: 1 }) as FoundFile; // all that is read
const signal = new AbortController().signal;

/** Two sources, each of which has one file. */
function two() {
  const [peers, videos] = [inMemoryAudioSource('soulseek'), inMemoryAudioSource('youtube')];
  peers.has(file('soulseek', 'a.flac'));
  videos.has(file('youtube', 'b.opus'));
  const setUp = new Set<AudioSourceName>(['soulseek', 'youtube']);
  const live = (name: AudioSourceName, source: typeof peers) => ({ ...source, isSetUp: () => setUp.has(name), changes: NEVER });
  return { peers, videos, setUp, all: audioSources({ soulseek: live('soulseek', peers), youtube: live('youtube', videos) }) };
}

describe('several sources of audio', () => {
  it('are searched together, as far as they are set up', async () => {
    const { all, setUp } = two();
    const refs = async (id: string) => (await all.search(id, 'Tides', 1, signal)).files.map(({ ref }) => ref);
    expect(await refs('1')).toEqual(['a.flac', 'b.opus']);
    setUp.delete('youtube');
    expect(await refs('2')).toEqual(['a.flac']);
    setUp.delete('soulseek');
    expect(all.isSetUp()).toBe(false);
    await expect(refs('3')).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('give no answer that one of them could not be asked for', async () => {
    const { all, videos } = two();
    videos.away(true);
    await expect(all.search('1', 'Tides', 1, signal)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('are each asked for their own offers', async () => {
    const { all, peers, videos } = two();
    const offer = offerOf(file('youtube', 'b.opus'));
    expect(await all.fetch({ transferId: 't' as TransferId, offer })).toMatchObject({ kind: 'queued' });
    expect([peers.transfers(), videos.transfers()]).toEqual([[], ['t']]);
  });

  it('offer the best of those that may be asked, or say how long the first of them rests', async () => {
    const { all, peers, videos } = two();
    const [good, better] = [
      { ...offerOf(file('soulseek', 'a.flac')), score: 0.8 },
      { ...offerOf(file('youtube', 'b.opus')), score: 0.9 },
    ];
    expect(await all.firstFree([better, good])).toEqual({ kind: 'free', offer: better });
    videos.mayBeAsked({ kind: 'resting', restMs: 5 });
    expect(await all.firstFree([better, good])).toEqual({ kind: 'free', offer: good });
    peers.mayBeAsked({ kind: 'blocked' });
    expect(await all.firstFree([better, good])).toEqual({ kind: 'resting', restMs: 5 });
    videos.mayBeAsked({ kind: 'blocked' });
    expect(await all.firstFree([better, good])).toEqual({ kind: 'blocked' });
    expect(await all.firstFree([])).toEqual({ kind: 'no-offers' });
  });
});
