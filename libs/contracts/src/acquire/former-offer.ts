import { codecOf } from '../audio-codec.js';
import type { AudioQuality } from '../recording.js';
import type { Offer } from './acquisition.js';

/** As AudioQuality was before containers and codecs. */
export interface FormerQuality {
  readonly format: string;
  readonly lossless: boolean;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz: number | null;
  readonly bitDepth: number | null;
  readonly durationMs: number | null;
}

/** As Offer was when all were of Soulseek. */
export interface FormerOffer {
  readonly username: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly quality: FormerQuality;
  readonly identity: number;
  readonly score: number;
}

export function withContainer({ format, ...quality }: FormerQuality): AudioQuality {
  return { container: format, codec: codecOf(format, quality.lossless), variableBitrate: null, channels: null, ...quality };
}

export function withSource({ username, filename, quality, ...offer }: FormerOffer): Offer {
  return {
    ...soulseekFile({ username, filename }),
    ...offer,
    durationMs: quality.durationMs,
    quality: withContainer(quality),
  };
}

/** How an offer names a peer's file. Here, since old offers are brought up to what the adapter says today; user names hold no line break. */
export const soulseekFile = ({ username, filename }: { readonly username: string; readonly filename: string }) =>
  ({ source: 'soulseek', ref: `${username}\n${filename}`, label: `${username}: ${filename}` }) satisfies Partial<Offer>;
