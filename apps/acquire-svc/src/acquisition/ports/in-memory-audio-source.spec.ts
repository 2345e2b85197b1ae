import { audioSourceContract } from './audio-source.contract.js';
import type { FoundFile } from './audio-source.js';
import { inMemoryAudioSource } from './in-memory-audio-source.js';

const file = (name: string): FoundFile => ({
  source: 'drop-folder',
  ref: name,
  label: name,
  filename: `Tides/${name}`,
  sizeBytes: 1_000,
  bitrateKbps: null,
  bitDepth: 16,
  sampleRateHz: 44_100,
  lengthS: 10,
  variableBitrate: null,
  locked: false,
  hasFreeUploadSlot: true,
  queueLength: 0,
  uploadBytesPerS: 0,
});

audioSourceContract('in memory', async (transfers) => {
  const source = inMemoryAudioSource('drop-folder');
  source.has(file('one.flac'), file('two.flac'));
  source.transfersAre(transfers === 'wait' ? { kind: 'waiting', placeInQueue: 1 } : { kind: 'finished' });
  return {
    source,
    name: 'drop-folder',
    terms: 'Tides',
    left: async () => ({ transfers: source.transfers().length, files: source.files.size }),
    away: async () => source.away(true),
    end: async () => undefined,
  };
});
