import { compareNames } from './compare/compare-names.js';
import type { NameKind } from './compare/compare-names.js';
import { decideQuestion, questionOf } from './compare/decide-match.js';
import type { Question } from './compare/decide-match.js';
import { createLibraryIndex } from './compare/library-index.js';
import type { LibraryIndex } from './compare/library-index.js';
import { usualParameters } from './compare/match-parameters.js';
import type { LibraryTrack, WantedTrack } from './compare/tracks.js';
import { parseFolderName, parseRemotePath } from './names/parse-remote-path.js';
import type { OfferFile } from './offers/offer-file.js';
import { rankOffers } from './offers/rank-offers.js';
import { flagOf, numberOrNull, recordOf, recordsOf, textOf, textOrNull, textsOf } from './predict/read-record.js';
import type { CorpusRecord } from './predict/read-record.js';
import { parseVideoTitle } from './titles/parse-video-title.js';

export const corpora = [
  'youtube-titles',
  'video-uploads',
  'normalise-pairs',
  'library-match',
  'library-full',
  'slskd-rank',
  'release-names',
] as const;
export type Corpus = (typeof corpora)[number];
export type Prediction = Readonly<Record<string, unknown>>;

export interface PredictContext {
  /** `library-full` asks against it; built once with `indexTracks`. */
  readonly library?: LibraryIndex;
}

/** Answers one record of a corpus through the functions the services call; reads only the fields of the question. */
export function predict(corpus: Corpus, record: unknown, context: PredictContext = {}): Prediction {
  const question = recordOf(record);
  const id = question['id'] ?? null;
  switch (corpus) {
    case 'youtube-titles':
    case 'video-uploads': {
      const video = parseVideoTitle(textOf(question, 'title'), textOrNull(question, 'channel'));
      return { id, artist: video.artist, title: video.title, versionKind: video.versions[0]?.kind ?? null };
    }
    case 'normalise-pairs': {
      const { kind, a, b } = nameQuestion(record);
      return { id, same: compareNames(kind, a, b).same };
    }
    case 'library-match':
      return {
        id,
        ...matchAmong(libraryQuestion(corpus, record, context)),
      };
    case 'library-full': {
      const decision = decideQuestion(libraryQuestion(corpus, record, context), usualParameters);
      return { id, match: decision.kind === 'matched' ? decision.trackId : null };
    }
    case 'slskd-rank': {
      const { wanted, files } = offerQuestion(record);
      return { id, ranking: rankOffers(wanted, files).accepted.map(({ offer }) => files.indexOf(offer)) };
    }
    case 'release-names':
      return { id, ...(textOf(question, 'kind') === 'folder' ? parseFolderName : parseRemotePath)(textOf(question, 'input')) };
  }
}

/** Rows of `tracks.jsonl` as a library. */
export function indexTracks(rows: Iterable<unknown>): LibraryIndex {
  const index = createLibraryIndex();
  for (const value of rows) {
    const row = recordOf(value);
    index.upsert(trackOf({ ...row, artist: textsOf(row, 'artists').join(', ') }, textOf(row, 'id')));
  }
  return index;
}

/** What a record of `library-match` or `library-full` asks, read once for decisions with many parameters. */
export function libraryQuestion(corpus: 'library-match' | 'library-full', record: unknown, { library }: PredictContext): Question {
  const question = recordOf(record);
  if (corpus === 'library-full') {
    if (!library) throw new Error('library-full needs an index of the library: predict(corpus, record, { library: indexTracks(rows) })');
    return questionOf(wantedOf(question), library);
  }
  const index = createLibraryIndex();
  for (const [place, row] of recordsOf(question, 'candidates').entries()) index.upsert(trackOf(row, String(place)));
  return questionOf(wantedOf(question), index);
}

export interface NameQuestion {
  readonly kind: NameKind;
  readonly a: string;
  readonly b: string;
}

/** What a record of `normalise-pairs` asks. */
export function nameQuestion(record: unknown): NameQuestion {
  const question = recordOf(record);
  return { kind: nameKind(question), a: textOf(question, 'a'), b: textOf(question, 'b') };
}

export interface OfferQuestion {
  readonly wanted: WantedTrack;
  readonly files: readonly OfferFile[];
}

/** What a record of `slskd-rank` asks. */
export function offerQuestion(record: unknown): OfferQuestion {
  const question = recordOf(record);
  return { wanted: wantedOf(question), files: recordsOf(question, 'files').map(offerOf) };
}

function matchAmong(question: Question): Prediction {
  const decision = decideQuestion(question, usualParameters);
  return decision.kind === 'matched' ? { index: Number(decision.trackId), confidence: decision.confidence } : { index: null };
}

const nameKind = (question: CorpusRecord): NameKind => {
  const kind = textOf(question, 'kind');
  return kind === 'artist' || kind === 'album' ? kind : 'title';
};

function wantedOf(question: CorpusRecord): WantedTrack {
  const wanted = recordOf(question['wanted']);
  return {
    title: textOf(wanted, 'title'),
    artists: textsOf(wanted, 'artists'),
    album: textOrNull(wanted, 'album'),
    durationMs: numberOrNull(wanted, 'durationMs'),
    isrc: textOrNull(wanted, 'isrc'),
  };
}

const trackOf = (row: CorpusRecord, trackId: string): LibraryTrack => ({
  trackId,
  title: textOf(row, 'title'),
  artist: textOf(row, 'artist'),
  albumArtist: textOrNull(row, 'albumArtist'),
  album: textOrNull(row, 'album'),
  durationMs: numberOrNull(row, 'durationMs') || null,
  isrc: textOrNull(row, 'isrc'),
  path: null,
});

const offerOf = (file: CorpusRecord): OfferFile => ({
  filename: textOf(file, 'filename'),
  sizeBytes: numberOrNull(file, 'size') ?? 0,
  bitrateKbps: numberOrNull(file, 'bitRate'),
  bitDepth: numberOrNull(file, 'bitDepth'),
  sampleRateHz: numberOrNull(file, 'sampleRate'),
  lengthS: numberOrNull(file, 'length'),
  variableBitrate: typeof file['isVariableBitRate'] === 'boolean' ? file['isVariableBitRate'] : null,
  locked: flagOf(file, 'isLocked'),
  hasFreeUploadSlot: flagOf(file, 'hasFreeUploadSlot'),
  queueLength: numberOrNull(file, 'queueLength') ?? 0,
  uploadBytesPerS: numberOrNull(file, 'uploadSpeed') ?? 0,
});
