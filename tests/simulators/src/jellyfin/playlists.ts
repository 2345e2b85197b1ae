import { randomBytes } from 'node:crypto';
import type { Answer, Call } from '../http/simulator-server.js';
import { idsIn, plainId, query } from './asked.js';
import type { Items, PlaylistRows } from './items.js';
import type { JellyfinLibrary } from './library.js';
import { badRequest, done, forbidden, json, notFound } from './replies.js';
import type { Caller } from './sign-in.js';
import type { Switches } from './switches.js';
import { wire } from './wire.js';

export interface KeptPlaylist {
  readonly id: string;
  name: string;
  readonly ownerId: string;
  isPublic: boolean;
  /** Ids of tracks: an entry has no name of its own. */
  tracks: readonly string[];
}

export interface Playlists extends PlaylistRows {
  /** Everything under `/Playlists`. */
  answer(call: Call, caller: Caller): Answer;
  kept(): readonly KeptPlaylist[];
}

interface WrittenPlaylist {
  readonly Name?: string | null;
  readonly Ids?: readonly string[] | null;
  readonly UserId?: string;
  readonly IsPublic?: boolean | null;
}

export function playlists(
  library: JellyfinLibrary,
  items: Items,
  switches: Switches,
  before: readonly KeptPlaylist[],
  keep: () => void,
): Playlists {
  const all = new Map(before.map((playlist) => [playlist.id, { ...playlist }]));
  const isTrack = (id: string) => library.find(id)?.type === 'Audio';
  const mayRead = ({ ownerId, isPublic }: KeptPlaylist, { user }: Caller) => isPublic || user?.id === ownerId;

  /** Unknown ids are left out without a word. */
  function added(tracks: readonly string[], ids: readonly string[], filter: boolean): readonly string[] {
    const known = ids.map(plainId).filter(isTrack);
    const fresh = filter ? [...new Set(known)].filter((id) => !tracks.includes(id)) : known;
    return [...tracks, ...fresh];
  }

  function create(call: Call, { user }: Caller): Answer {
    const { Name, Ids, UserId, IsPublic } = JSON.parse(call.body.toString('utf8')) as WrittenPlaylist; // read field by field
    const ownerId = user?.id ?? plainId(UserId ?? '');
    if (!Name || ownerId === '') return badRequest;
    const tracks = added([], Ids ?? [], switches.duplicatesFiltered === 'always');
    const playlist = { id: randomBytes(16).toString('hex'), name: Name, ownerId, isPublic: IsPublic ?? true, tracks };
    all.set(playlist.id, playlist);
    return json({ Id: items.view(call).id(playlist.id) });
  }

  function replace(call: Call, playlist: KeptPlaylist): Answer {
    const { Name, Ids, IsPublic } = JSON.parse(call.body.toString('utf8')) as WrittenPlaylist; // read field by field
    if (Name) playlist.name = Name;
    if (IsPublic != null) playlist.isPublic = IsPublic;
    if (Ids && Ids.length > 0) playlist.tracks = added([], Ids, switches.duplicatesFiltered === 'always');
    return done;
  }

  /** Every entry of these tracks goes: nothing tells two of them apart. */
  function remove(call: Call, playlist: KeptPlaylist): Answer {
    const gone = new Set(idsIn(query(call, 'entryIds')));
    playlist.tracks = playlist.tracks.filter((id) => !gone.has(id));
    return done;
  }

  function move(playlist: KeptPlaylist, entryId: string, newIndex: number): Answer {
    const from = playlist.tracks.indexOf(plainId(entryId));
    if (from < 0 || !Number.isInteger(newIndex)) return badRequest;
    const tracks = playlist.tracks.filter((_, at) => at !== from);
    tracks.splice(newIndex, 0, plainId(entryId));
    playlist.tracks = tracks;
    return done;
  }

  function read(call: Call, playlist: KeptPlaylist): Answer {
    const view = items.view(call);
    const tracks = playlist.tracks.flatMap((id) => library.find(id) ?? []);
    return items.page(call, tracks, (track) => ({ ...wire(track, view), PlaylistItemId: view.id(track.id) }));
  }

  function answer(call: Call, caller: Caller): Answer {
    const [, id = '', area, entry = '', verb, newIndex] = call.segments;
    if (id === '') return call.method === 'POST' ? create(call, caller) : notFound;
    const playlist = all.get(plainId(id));
    if (!playlist) return notFound;
    const isKey = caller.user === null;
    if (isKey && switches.apiKeyRefusedAtPlaylists && area === 'Items' && (call.method === 'GET' || call.method === 'DELETE'))
      return badRequest;
    const mayWrite = caller.user?.id === playlist.ownerId || (isKey && area === 'Items' && verb !== 'Move');
    if (call.method === 'GET') return area === 'Items' ? (isKey || mayRead(playlist, caller) ? read(call, playlist) : forbidden) : notFound;
    if (!mayWrite) return forbidden;
    if (area === undefined) return call.method === 'POST' ? replace(call, playlist) : notFound;
    if (area !== 'Items') return notFound;
    if (verb === 'Move') return move(playlist, entry, Number(newIndex));
    if (call.method === 'DELETE') return remove(call, playlist);
    playlist.tracks = added(playlist.tracks, idsIn(query(call, 'ids')), switches.duplicatesFiltered !== 'never');
    return done;
  }

  return {
    has: (id) => all.has(id),
    list(call, caller, ids) {
      const view = items.view(call);
      const shown = [...all.values()].filter((playlist) => mayRead(playlist, caller) && (ids.size === 0 || ids.has(playlist.id)));
      return items.page(call, shown, (playlist) => ({
        Name: playlist.name,
        ServerId: view.serverId,
        Id: view.id(playlist.id),
        Type: 'Playlist',
        MediaType: 'Audio',
        IsFolder: true,
        ...(view.fields.has('ChildCount') ? { ChildCount: playlist.tracks.length } : {}),
        ...(view.fields.has('CanDelete') ? { CanDelete: caller.admin || caller.user?.id === playlist.ownerId } : {}),
      }));
    },
    answer(call, caller) {
      const reply = answer(call, caller);
      if (call.method !== 'GET') keep();
      return reply;
    },
    kept: () => [...all.values()],
  };
}
