import { parseFile } from 'music-metadata';
import { codecOf } from '@soulsync/contracts';
import type { AudioProbe } from '../../filing/ports/audio-probe.js';
import { containerDamage } from './container-integrity.js';

/** Reads a file as audio; `audio` null: it is none. */
export async function probe(path: string, extension: string): ReturnType<AudioProbe['probe']> {
  try {
    const { format, common } = await parseFile(path, { skipCovers: true, duration: !/^(flac|m4a|mp4)$/.test(extension) });
    if (format.duration === undefined && format.numberOfSamples === undefined) return { audio: null, damage: null };
    const lossless = format.lossless ?? false;
    const damage = await containerDamage(path, extension);
    return {
      damage,
      audio: {
        container: extension,
        codec: codecName(format.codec) ?? codecOf(extension, lossless),
        lossless,
        variableBitrate: variableBitrate(format.codecProfile),
        channels: format.numberOfChannels ?? null,
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

/** As music-metadata names them (11.x: `FLAC`, `MPEG 1 Layer 3`, `MPEG-4/AAC`, `ALAC`, `Vorbis I`, `Opus`, `PCM`). */
function codecName(codec: string | undefined): string | null {
  const known = [
    [/layer 3/i, 'mp3'],
    [/alac/i, 'alac'],
    [/aac/i, 'aac'],
    [/flac/i, 'flac'],
    [/vorbis/i, 'vorbis'],
    [/opus/i, 'opus'],
    [/pcm/i, 'pcm'],
  ] as const;
  return known.find(([pattern]) => pattern.test(codec ?? ''))?.[1] ?? null;
}

/** `CBR`, or the preset of a variable one (`V0`); others say nothing of it. */
const variableBitrate = (profile: string | undefined): boolean | null =>
  profile === undefined ? null : /^(?:V\d|VBR)/.test(profile) ? true : profile === 'CBR' ? false : null;

const isFileTrouble = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
