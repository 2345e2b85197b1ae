/** One frame of MPEG audio, layers I to III (ISO/IEC 11172-3, 13818-3; version 2.5 as decoders know it). */
export interface MpegFrame {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  readonly mono: boolean;
  readonly bitrateKbps: number;
  readonly sampleRateHz: number;
  readonly samples: number;
  readonly lengthBytes: number;
}

export const HEADER_BYTES = 4;

/** kbps by the index of the header, from 1. */
const rates: Readonly<Record<'1-1' | '1-2' | '1-3' | '2-1' | '2-2', readonly number[]>> = {
  '1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const sampleRates = [44_100, 48_000, 32_000] as const;

/** The frame whose header stands at `at`; null: there is none. Frames of a free bit rate are none either: they tell no length. */
export function frameAt(bytes: Uint8Array, at: number): MpegFrame | null {
  const [sync = 0, kind = 0, rate = 0, mode = 0] = bytes.subarray(at, at + HEADER_BYTES);
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  const version = ([2.5, null, 2, 1] as const)[(kind >> 3) & 3] ?? null;
  const layer = ([null, 3, 2, 1] as const)[(kind >> 1) & 3] ?? null;
  const sampleRate = sampleRates[(rate >> 2) & 3];
  if (version === null || layer === null || sampleRate === undefined) return null;
  const bitrateKbps = rates[version === 1 ? (`1-${layer}` as const) : layer === 1 ? '2-1' : '2-2'][(rate >> 4) - 1];
  if (bitrateKbps === undefined) return null;
  const sampleRateHz = sampleRate / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 1 ? 384 : layer === 2 || version === 1 ? 1_152 : 576;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor((samples / 8 / slotBytes) * ((bitrateKbps * 1_000) / sampleRateHz)) + ((rate >> 1) & 1);
  return { version, layer, mono: mode >> 6 === 3, bitrateKbps, sampleRateHz, samples, lengthBytes: slots * slotBytes };
}

/** Frames of one stream differ in bit rate and padding alone. */
export const sameStream = (a: MpegFrame, b: MpegFrame): boolean =>
  a.version === b.version && a.layer === b.layer && a.sampleRateHz === b.sampleRateHz;

/** Where the first frame stands that another one of its stream follows; null: nowhere in these bytes. Four bytes alone look like a frame by chance. */
export function firstFrame(bytes: Uint8Array, from = 0, like?: MpegFrame): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const frame = frameAt(bytes, at);
    if (!frame || (like && !sameStream(frame, like))) continue;
    const next = frameAt(bytes, at + frame.lengthBytes);
    if (next && sameStream(frame, next)) return at;
  }
  return null;
}
