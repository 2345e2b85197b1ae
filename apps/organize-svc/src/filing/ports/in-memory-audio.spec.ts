import { audioProbeContract } from './audio-probe.contract.js';
import { inMemoryAudio } from './in-memory-audio.js';
import type { InMemoryAudio } from './in-memory-audio.js';
import { tagWriterContract } from './tag-writer.contract.js';

const old = {
  title: 'old', artists: ['old'], albumArtist: 'old', album: 'old', track: 1, trackTotal: 1, disc: 1, discTotal: null, year: 1999, isrc: null,
  covers: 0,
}; // prettier-ignore

audioProbeContract('in memory', true, () => {
  const files = new Map<string, InMemoryAudio>();
  const put = (file: InMemoryAudio) => {
    const path = `${files.size}.flac`;
    files.set(path, file);
    return Promise.resolve({ path, extension: 'flac' });
  };
  return Promise.resolve({
    probe: inMemoryAudio(files),
    song: ({ title, artist, tune }) => put({ tune, durationMs: 2_000, isWhole: true, tags: { ...old, title, artists: [artist] } }),
    cutShort({ path }) {
      const file = files.get(path);
      if (!file) throw new Error('unreachable: it was put there');
      return put({ ...file, isWhole: false });
    },
    text: () => put(null),
    end: () => Promise.resolve(),
  });
});

tagWriterContract('in memory', () => {
  const files = new Map<string, InMemoryAudio>([['song', { tune: 1, durationMs: 2_000, isWhole: true, tags: old }]]);
  const audio = inMemoryAudio(files);
  return Promise.resolve({
    writer: audio,
    file: () => Promise.resolve('song'),
    read: (path) => Promise.resolve(files.get(path)?.tags ?? old),
    music: (path) => audio.payloadHash(path, 'flac'),
    end: () => Promise.resolve(),
  });
});
