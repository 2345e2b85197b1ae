import { foldText, pathWitnesses } from '@soulsync/music';
import type { IAudioMetadata } from 'music-metadata';

/** More names than any credit has. */
const MOST_NAMES = 50;
const LONGEST_NAME = 1_000;
const keyOf = (name: string) => foldText(name).replaceAll(' ', '');

/** The artists a file names, each once; `albumArtist` and `path` say which of them are one name with a slash in it. */
export function artistNames({ common, native, quality }: IAudioMetadata, path: string): readonly string[] {
  const frames = [...(native['ID3v2.3'] ?? []), ...(native['ID3v2.2'] ?? [])];
  const parts = namesOf(frames.filter(({ id }) => id === 'TPE1' || id === 'TP1').map(({ value }) => value));
  const listed = frames.some(({ id }) => /^TXXX:artists$/i.test(id));
  const apart = quality.warnings.some(({ message }) => /TPE?1 uses non standard null-separator/.test(message));
  if (parts.length > 1 && !listed && !apart) return joinedAtSlashes(parts, namesKnown(common.albumartist, path));
  return [...new Set(namesOf(common.artists ?? []))];
}

const namesOf = (values: readonly unknown[]): readonly string[] =>
  values.slice(0, MOST_NAMES).map((value) => String(value).slice(0, LONGEST_NAME));

/** "AC/DC", "M/A/R/R/S": parts as short as these are one name more often than several, and the matching takes them apart all the same. */
const isShort = (part: string) => [...part].length <= 3;

/** ID3v2.3 parts names at a slash, also those that are written with one. */
function joinedAtSlashes(parts: readonly string[], known: ReadonlySet<string>): readonly string[] {
  if (parts.every(isShort)) return [parts.join('/')];
  const names: string[] = [];
  for (let first = 0; first < parts.length;) {
    let next = parts.length;
    while (next > first + 1 && !known.has(keyOf(parts.slice(first, next).join('/')))) next -= 1;
    names.push(parts.slice(first, next).join('/'));
    first = next;
  }
  return [...new Set(names)];
}

/** What is whole elsewhere. In a path a slash is left out or written with another sign. */
function namesKnown(albumArtist: string | undefined, path: string): ReadonlySet<string> {
  const segments = pathWitnesses(path);
  return new Set([albumArtist ?? '', ...segments].map(keyOf));
}
