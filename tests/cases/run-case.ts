import { readPlaylistFile } from '@soulsync/catalog-svc';
import { summaryOf } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { whatIsMissing } from '@soulsync/launcher/command';
import { corpora, decideQuestion, libraryQuestion, predict, rankOffers, searchQueries, usualParameters } from '@soulsync/music';
import type { OfferFile, QualityProfile, WantedTrack } from '@soulsync/music';
import { folderLibraryServer, noFileNotes } from '@soulsync/plex-svc';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './case.js';
import { encodedAs } from './encodings.js';
import { makeFile } from './make-file.js';

/** What the program answers to a case; which fields there are depends on its type. */
export type Answer = Readonly<Record<string, unknown>>;

/** Asks what a user would ask, in a folder of its own: files are made there, lists written there. */
export async function answerTo(one: Case, folder: string): Promise<Answer> {
  switch (one.type) {
    case 'missing':
      return whatIsOwned(one, folder);
    case 'csv':
    case 'console':
      return listRead(one, folder);
    case 'tags':
      return tagsRead(one, folder);
    case 'match':
      return matched(one);
    case 'predict':
      return predict(corpora.find((name) => name === one.corpus) ?? 'youtube-titles', { id: one.id, ...one.record });
    case 'offers':
      return ranked(one);
    case 'queries':
      return { queries: searchQueries(one.record?.['wanted'] as WantedTrack) }; // the case's own
  }
}

function listOf({ playlist }: Case, folder: string): string {
  if (!playlist) throw new Error('the case has no list');
  const path = join(folder, playlist.name);
  const { text = '', base64, encoding = 'utf-8' } = playlist;
  writeFileSync(path, base64 === undefined ? encodedAs(text, encoding) : Buffer.from(base64, 'base64'));
  return path;
}

async function whatIsOwned(one: Case, folder: string): Promise<Answer> {
  const library = join(folder, 'library');
  mkdirSync(library);
  for (const file of one.library ?? []) makeFile(library, file);
  try {
    return { ...(await whatIsMissing(listOf(one, folder), library, () => undefined)) };
  } catch (error) {
    return refusal(error);
  }
}

async function listRead(one: Case, folder: string): Promise<Answer> {
  try {
    const { entries, ...rest } = await readPlaylistFile(listOf(one, folder));
    return { ...rest, entries: entries.map(({ recording }) => summaryOf(recording)) };
  } catch (error) {
    return refusal(error);
  }
}

const refusal = (error: unknown): Answer => ({
  refused: error instanceof Error ? error.message : String(error),
  entries: [],
  problems: [],
});

/** The one file as the folder library shows it. */
async function tagsRead(one: Case, folder: string): Promise<Answer> {
  if (!one.file) throw new Error('the case has no file');
  makeFile(folder, one.file);
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  for (const { key } of await server.sections())
    for await (const { tracks } of server.fullSync(key, { onUnread: () => undefined })) for (const track of tracks) return { tags: track };
  return { tags: null };
}

function matched({ record }: Case): Answer {
  const decision = decideQuestion(libraryQuestion('library-match', record, {}), usualParameters);
  const [first = null] = decision.kind === 'review' ? decision.candidates : [];
  const trackId = decision.kind === 'matched' ? decision.trackId : (first?.trackId ?? null);
  return { kind: decision.kind, rule: decision.rule, index: trackId === null ? null : Number(trackId) };
}

function ranked({ record = {} }: Case): Answer {
  const files = (record['files'] as readonly Readonly<Record<string, never>>[]).map((file): OfferFile => ({
    filename: file['filename'] ?? '',
    sizeBytes: file['size'] ?? 0,
    bitrateKbps: file['bitRate'] ?? null,
    bitDepth: file['bitDepth'] ?? null,
    sampleRateHz: file['sampleRate'] ?? null,
    lengthS: file['length'] ?? null,
    variableBitrate: file['isVariableBitRate'] ?? null,
    locked: false,
    hasFreeUploadSlot: file['hasFreeUploadSlot'] ?? true,
    queueLength: file['queueLength'] ?? 0,
    uploadBytesPerS: file['uploadSpeed'] ?? 1_000_000,
  }));
  const profile = (record['profile'] ?? {}) as Partial<QualityProfile>; // the case's own
  const { accepted, rejected } = rankOffers(record['wanted'] as WantedTrack, files, profile); // the case's own
  return {
    ranking: accepted.map(({ offer }) => files.indexOf(offer)),
    rejected: rejected.map(({ offer, rejections }) => [files.indexOf(offer), rejections]),
  };
}
