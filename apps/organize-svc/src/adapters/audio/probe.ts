import { parseFile } from 'music-metadata';
import type { AudioProbe } from '../../filing/ports/audio-probe.js';
import { containerDamage } from './container-integrity.js';

/** Reads a file as audio; `audio` null: it is none. */
export async function probe(path: string, extension: string): ReturnType<AudioProbe['probe']> {
  try {
    const { format, common } = await parseFile(path, { skipCovers: true, duration: !/^(flac|m4a|mp4)$/.test(extension) });
    if (format.duration === undefined && format.numberOfSamples === undefined) return { audio: null, damage: null };
    const damage = await containerDamage(path, extension);
    return {
      damage,
      audio: {
        format: extension,
        lossless: format.lossless ?? false,
        bitrateKbps: format.bitrate === undefined ? null : Math.round(format.bitrate / 1000),
        sampleRateHz: format.sampleRate ?? null,
        bitDepth: format.bitsPerSample ?? null,
        durationMs: format.duration === undefined ? null : Math.round(format.duration * 1000),
        title: common.title ?? null,
        artist: common.artist ?? null,
      },
    };
  } catch (error) {
    if (isFileTrouble(error)) throw error;
    return { audio: null, damage: null }; // the parser could not make sense of it: that is the answer
  }
}

const isFileTrouble = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
