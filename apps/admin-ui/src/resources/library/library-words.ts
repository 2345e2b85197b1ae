import type { LibraryTrackRow } from '@soulsync/contracts';

/** `1 track`, `20 tracks`; thousands apart. */
export const counted = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

type Sounding = Pick<LibraryTrackRow, 'format' | 'bitDepth' | 'sampleRateHz' | 'bitrateKbps'>;

/** `flac 24/96`, `mp3 256 kbps`. */
export const sound = ({ format, bitDepth, sampleRateHz, bitrateKbps }: Sounding): string =>
  [format, bitDepth && sampleRateHz ? `${bitDepth}/${sampleRateHz / 1000}` : bitrateKbps && `${Math.round(bitrateKbps)} kbps`]
    .filter(Boolean)
    .join(' ');

export const albumPage = (id: string) => `/library-albums/${encodeURIComponent(id)}/show`;
export const artistPage = (id: string) => `/library-artists/${encodeURIComponent(id)}/show`;
