import { open } from 'node:fs/promises';
import { parseFile } from 'music-metadata';
import { codecOf } from '@soulsync/contracts';
import { mpegLength } from '@soulsync/music';
import type { MpegLength, ReadBytes } from '@soulsync/music';
import type { AudioProbe } from '../../filing/ports/audio-probe.js';
import { containerDamage } from './container-integrity.js';

/** Reads a file as audio; `audio` null: it is none. */
export async function probe(path: string, extension: string): ReturnType<AudioProbe['probe']> {
  try {
    const { format, common } = await parseFile(path, { skipCovers: true, duration: !/^(flac|m4a|mp4|mp[123])$/.test(extension) });
    const mpeg = format.container === 'MPEG' ? await mpegLengthOf(path) : null;
    const durationS = mpeg ? mpeg.durationMs / 1_000 : format.duration;
    if (durationS === undefined && format.numberOfSamples === undefined) return { audio: null, damage: null };
    const lossless = format.lossless ?? false;
    const damage = await containerDamage(path, extension);
    return {
      damage,
      audio: {
        container: extension,
        codec: codecName(format.codec) ?? codecOf(extension, lossless),
        lossless,
        variableBitrate: mpeg?.variableBitrate ?? variableBitrate(format.codecProfile),
        channels: format.numberOfChannels ?? null,
        bitrateKbps: mpeg?.bitrateKbps ?? (format.bitrate === undefined ? null : Math.round(format.bitrate / 1000)),
        sampleRateHz: format.sampleRate ?? null,
        bitDepth: format.bitsPerSample ?? null,
        durationMs: durationS === undefined ? null : Math.round(durationS * 1000),
        title: common.title ?? null,
        artist: common.artist ?? null,
      },
    };
  } catch (error) {
    if (isFileTrouble(error)) throw error;
    return { audio: null, damage: null }; // the parser could not make sense of it: that is the answer
  }
}

/** The parser believes the first three frames of MPEG audio; no length at all: it has none of its frames. */
async function mpegLengthOf(path: string): Promise<MpegLength | null> {
  const file = await open(path, 'r');
  try {
    const read: ReadBytes = async (position, length) => {
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    return await mpegLength(read, (await file.stat()).size);
  } finally {
    await file.close();
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
