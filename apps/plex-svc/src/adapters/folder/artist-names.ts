import { foldText, pathWitnesses } from '@soulsync/music';
import type { IAudioMetadata } from 'music-metadata';

/** More names than any credit has. */
const MOST_NAMES = 50;
const LONGEST_NAME = 1_000;
const keyOf = (name: string) => foldText(name).replaceAll(' ', '');

/** The artists a file names, each once; `albumArtist` and `path` say which of them are one name with a slash in it. */
export function artistNames({ common, native, quality }: IAudioMetadata, path: string): readonly string[] {
  const names = [...new Set((common.artists ?? []).slice(0, MOST_NAMES).map((name) => String(name).slice(0, LONGEST_NAME)))];
  const frames = [...(native['ID3v2.3'] ?? []), ...(native['ID3v2.2'] ?? [])].filter(({ id }) => id === 'TPE1' || id === 'TP1');
  const apart = quality.warnings.some(({ message }) => /TP(?:E)?1 uses non standard null-separator/.test(message));
  return frames.length > 1 && !apart ? joinedAtSlashes(names, namesKnown(common.albumartist, path)) : names;
}

/** ID3v2.3 parts names at a slash, also those that are written with one: "AC/DC". */
function joinedAtSlashes(parts: readonly string[], known: ReadonlySet<string>): readonly string[] {
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
