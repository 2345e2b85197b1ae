import { readFile } from 'node:fs/promises';
import type { OfferFile, WantedTrack } from '@soulsync/music';
import { inCheckout } from '@soulsync/launcher/command';

interface WireFile {
  readonly filename: string;
  readonly size: number;
  readonly bitRate?: number;
  readonly bitDepth?: number;
  readonly sampleRate?: number;
  readonly length?: number;
  readonly isVariableBitRate?: boolean;
  readonly isLocked?: boolean;
  readonly hasFreeUploadSlot: boolean;
  readonly queueLength: number;
  readonly uploadSpeed: number;
}

interface Asked {
  readonly wanted: { readonly title: string; readonly artists: readonly string[]; readonly album?: string; readonly durationMs?: number };
  readonly files: readonly WireFile[];
}

export interface Search {
  readonly wanted: WantedTrack;
  readonly offers: readonly OfferFile[];
}

/** Large search answers from the corpus of offers: a third about the song itself, under ever new folders and peers, the rest of other songs. */
export async function pooledOffers(count: number): Promise<{ readonly warm: readonly Search[]; readonly timed: readonly Search[] }> {
  const lines = (await readFile(inCheckout('tests', 'corpora', 'slskd-rank.jsonl'), 'utf8')).trim().split('\n');
  const asked = lines.map((line) => JSON.parse(line) as Asked); // the corpus's own format
  const search = (record: Asked, number: number): Search => ({
    wanted: {
      title: record.wanted.title,
      artists: record.wanted.artists,
      album: record.wanted.album ?? null,
      durationMs: record.wanted.durationMs ?? null,
      isrc: null,
    },
    offers: Array.from({ length: count }, (_, place): OfferFile => {
      const own = place % 3 === 0;
      const files = own ? record.files : (asked[(number * 31 + place) % asked.length]?.files ?? record.files);
      const file = files[Math.floor(place / 3) % files.length] ?? record.files[0];
      return offer(file, number, place);
    }),
  });
  return { warm: asked.slice(0, 40).map(search), timed: asked.slice(40, 100).map((record, place) => search(record, place + 40)) };
}

const nobody: WireFile = { filename: '', size: 0, hasFreeUploadSlot: false, queueLength: 0, uploadSpeed: 0 };

function offer(file: WireFile = nobody, number: number, place: number): OfferFile {
  return {
    filename: `@@s${number}x${place}\\${file.filename}`,
    sizeBytes: file.size,
    bitrateKbps: file.bitRate ?? null,
    bitDepth: file.bitDepth ?? null,
    sampleRateHz: file.sampleRate ?? null,
    lengthS: file.length ?? null,
    variableBitrate: file.isVariableBitRate ?? null,
    locked: file.isLocked ?? false,
    hasFreeUploadSlot: file.hasFreeUploadSlot,
    queueLength: file.queueLength,
    uploadBytesPerS: file.uploadSpeed,
  };
}
