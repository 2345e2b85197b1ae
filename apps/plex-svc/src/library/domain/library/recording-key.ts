import { foldText, parseTitle, titleKey } from '@soulsync/music';

/**
 * The same for two tracks that say they are one recording: artist, title without qualifiers, and what makes it another version. Live and
 * remix differ, remaster and explicit don't. null: no title or no artist, so nothing can be said.
 */
export function recordingKey({ title, artist, album }: { title: string; artist: string; album: string | null }): string | null {
  const { base, versions } = parseTitle(title, { album, artists: [artist] });
  const [name, by] = [titleKey(foldText(base)), foldText(artist)];
  if (name === '' || by === '') return null;
  const versionKeys = versions.map(({ kind, detail }) => `${kind} ${detail}`.trim()).sort();
  return [by, name, ...versionKeys].join(SEPARATOR);
}

/** Sorts before every letter and stands in no folded name. */
export const SEPARATOR = '\u001f';
