import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import { instant, sourceUrisOf } from './cell-values.js';
import { localTrackOf } from './local-track.js';
import type { RowRead } from './recording-of-row.js';

/** What we read of "Download your data": `Playlist1.json` has playlists with items, `YourLibrary.json` tracks. */
interface AccountData {
  readonly playlists?: readonly { readonly name?: string; readonly items?: readonly Item[]; readonly tracks?: readonly Track[] }[];
  readonly tracks?: readonly LibraryTrack[];
}

interface Item {
  readonly track?: Track | null;
  readonly episode?: object | null;
  readonly localTrack?: { readonly uri?: string } | null;
  readonly addedDate?: string | null;
}

/** The first artist alone is named. */
interface Track {
  readonly trackName?: string;
  readonly artistName?: string;
  readonly albumName?: string;
  readonly trackUri?: string;
}

interface LibraryTrack {
  readonly track?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly uri?: string;
}

/** Its songs, one after the other; null: the JSON is something else. Throws `SyntaxError` for what is no JSON. */
export function accountData(text: string): readonly RowRead[] | null {
  const data = JSON.parse(text) as AccountData | null; // each field is looked at below
  const lists = listOf(data?.playlists);
  const library = listOf(data?.tracks);
  if (lists.length === 0 && library.length === 0) return null;
  return [
    ...lists.flatMap(({ name, items, tracks }) => [
      ...listOf(items).map((item) => ofItem(item, textOf(name))),
      ...listOf(tracks).map((track) => ofTrack(track, null, textOf(name))), // as files of before 2021 have it
    ]),
    ...library.map(({ track, artist, album, uri }) =>
      songOf({ title: textOf(track), artist: textOf(artist), album: textOf(album), uri: textOf(uri), addedAt: null, list: null }),
    ),
  ];
}

const listOf = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]).filter((one) => one && typeof one === 'object') : [];
const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

function ofItem({ track, localTrack, episode, addedDate }: Item, list: string | null): RowRead {
  if (track) return ofTrack(track, textOf(addedDate), list);
  const local = localTrackOf(textOf(localTrack?.uri));
  if (local)
    return songOf({
      ...{ title: local.title, artist: textOf(local.artist), album: textOf(local.album), uri: null, addedAt: textOf(addedDate), list },
    });
  return episode || localTrack
    ? { problem: { column: 'items', code: 'not-a-song', params: { kind: episode ? 'episode' : 'local track' } } }
    : { song: null };
}

const ofTrack = ({ trackName, artistName, albumName, trackUri }: Track, addedAt: string | null, list: string | null): RowRead =>
  songOf({ title: textOf(trackName), artist: textOf(artistName), album: textOf(albumName), uri: textOf(trackUri), addedAt, list });

interface Told {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly uri: string | null;
  readonly addedAt: string | null;
  readonly list: string | null;
}

function songOf({ title, artist, album, uri, addedAt, list }: Told): RowRead {
  if (title === null) return { problem: { column: 'trackName', code: 'title-empty', params: {} } };
  return {
    song: {
      recording: {
        ...unknownRecording,
        title,
        artists: creditsOf(artist === null ? [] : [artist]),
        sourceUris: sourceUrisOf(uri, null),
        release: album === null ? null : { ...unknownRelease, title: album },
      },
      addedAt: instant(addedAt),
      list,
    },
  };
}
