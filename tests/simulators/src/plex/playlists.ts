import { readFileSync } from 'node:fs';
import type { Answer, Call } from '../http/simulator-server.js';
import type { PlexConfig } from './config.js';
import { TRACK } from './library.js';
import type { Item, PlexLibrary, Track } from './library.js';
import { pageOf } from './listing.js';
import { container, done, html } from './replies.js';
import { localPathOf } from '../music/music-files.js';
import type { Switches } from './switches.js';

export interface Playlist {
  readonly ratingKey: number;
  /** Whose token made it; nobody else sees it. */
  readonly user: string;
  title: string;
  summary: string;
  /** Its rule; null: its entries were chosen one by one. */
  content: string | null;
  entries: readonly Entry[];
  readonly addedAtS: number;
  updatedAtS: number;
  /** The server's own (favourites): not to be touched. */
  readonly readOnly: boolean;
}

/** The same track may be in twice, with two ids. */
interface Entry {
  readonly id: number;
  readonly trackKey: number;
}

export interface KeptPlaylists {
  readonly lists: readonly Playlist[];
  readonly nextEntryId: number;
}

export interface Playlists {
  /** Everything below `/playlists`. */
  answer(call: Call, user: string, admin: boolean): Answer;
  find(ratingKey: number, user: string): Playlist | undefined;
  /** `PUT /library/metadata/{k}`: its fields, with `.value` as for rows. */
  edit(list: Playlist, query: URLSearchParams): Answer;
  /** One that is just there, the server's own too. */
  put(list: { title: string; user: string; trackKeys: readonly number[]; readOnly?: boolean }): Playlist;
  kept(): KeptPlaylists;
}

interface PlaylistParts {
  readonly library: PlexLibrary;
  readonly config: PlexConfig;
  readonly switches: Switches;
  readonly keep: () => void;
  readonly wire: (item: Item, call: Call) => Record<string, unknown>;
  /** Rows that a rule asks for. */
  readonly matching: (query: URLSearchParams) => readonly Item[];
  readonly thumb: (ratingKey: number) => string | undefined;
}

const FIRST_ENTRY_ID = 70_001;

export function playlists(
  { library, config, switches, keep, wire, matching, thumb }: PlaylistParts,
  saved: KeptPlaylists | null,
): Playlists {
  const lists = new Map((saved?.lists ?? []).map((list) => [list.ratingKey, list]));
  let nextEntryId = saved?.nextEntryId ?? FIRST_ENTRY_ID;
  const seconds = () => Math.floor(Date.now() / 1000);
  const readable = new RegExp(
    `^(?:server://${config.machineIdentifier}/com\\.plexapp\\.plugins\\.library)?/?library/(?:metadata/([\\d,]+)|(sections/.+))$`,
  );

  function answer(call: Call, user: string, admin: boolean): Answer {
    const [, name, area, entryId, verb] = call.segments;
    if (name === undefined) return call.method === 'POST' ? create(call, user) : call.method === 'GET' ? all(call, user) : notAllowed;
    if (name === 'upload' && call.method === 'POST') return admin ? upload(call, user) : html(switches.sharedStatus, 'Forbidden');
    const list = find(Number(name), user);
    if (!list) return html(404, 'Not Found');
    if (call.method !== 'GET' && list.readOnly) return html(403, 'Forbidden');
    if (area === undefined) return one(list, call);
    if (area !== 'items') return html(404, 'Not Found');
    if (entryId === undefined) return entries(list, call);
    const written =
      call.method === 'DELETE' ? remove(list, Number(entryId)) : verb === 'move' ? move(list, Number(entryId), call) : notAllowed;
    return written;
  }

  const find = (ratingKey: number, user: string) => {
    const list = lists.get(ratingKey);
    return list?.user === user ? list : undefined;
  };

  function all(call: Call, user: string): Answer {
    const asked = (name: string) => call.query.get(name);
    const own = [...lists.values()].filter(
      (list) =>
        list.user === user &&
        (asked('playlistType') ?? 'audio') === 'audio' &&
        (asked('title') === null || list.title.includes(asked('title') ?? '')) &&
        (asked('smart') === null || (asked('smart') === '1') === (list.content !== null)),
    );
    const { items, paging, headers } = pageOf(call, own, switches.pageCap);
    return container({ ...paging, ...(items.length > 0 ? { Metadata: items.map((list) => about(list)) } : {}) }, headers);
  }

  function one(list: Playlist, call: Call): Answer {
    if (call.method === 'DELETE') {
      lists.delete(list.ratingKey);
      keep();
      return { status: 204 };
    }
    if (call.method === 'PUT') {
      list.title = call.query.get('title') ?? list.title;
      list.summary = call.query.get('summary') ?? list.summary;
      return changed(list, done);
    }
    return call.method === 'GET'
      ? container({ size: 1, Metadata: [{ ...about(list), ...(list.content === null ? {} : { content: list.content }) }] })
      : notAllowed;
  }

  function entries(list: Playlist, call: Call): Answer {
    if (call.method === 'PUT') return add(list, call);
    if (call.method === 'DELETE') {
      list.entries = [];
      return changed(list, done);
    }
    if (call.method !== 'GET') return notAllowed;
    const { items, paging, headers } = pageOf(call, rowsOf(list), switches.pageCap);
    const rows = items.map(({ track, id }) => ({ ...wire(track, call), ...(id === null ? {} : { playlistItemID: id }) }));
    return container({ ...paging, leafCount: rowsOf(list).length, ...(rows.length > 0 ? { Metadata: rows } : {}) }, headers);
  }

  /** What a key no longer leads to is left out. A rule's entries have no ids. */
  function rowsOf(list: Playlist): readonly { track: Track; id: number | null }[] {
    if (list.content !== null)
      return matching(ruleOf(list.content)).flatMap((item) => (item.type === TRACK ? [{ track: item, id: null }] : []));
    return list.entries.flatMap(({ id, trackKey }) => {
      const track = library.find(trackKey);
      return track?.type === TRACK ? [{ track, id }] : [];
    });
  }

  const ruleOf = (uri: string) => new URLSearchParams(uri.slice(uri.indexOf('?') + 1));

  function create(call: Call, user: string): Answer {
    const [title, uri] = [call.query.get('title') ?? '', call.query.get('uri')];
    if (call.query.get('type') !== 'audio' || title === '') return html(400, 'Bad Request');
    const smart = call.query.get('smart') === '1';
    const read = uri === null ? null : readUri(uri);
    if ((uri !== null && !read) || (smart && read?.rule === undefined)) return html(400, 'Bad Request');
    const known = knownOf(read?.keys ?? []);
    if (!smart && known.length === 0 && !switches.emptyPlaylists) return html(400, 'Bad Request');
    const list = put({ title, user, trackKeys: known });
    if (smart) list.content = uri;
    keep();
    return answerOf(list, read?.keys.length ?? 0, known.length);
  }

  /** On a list with a rule it sets the rule. */
  function add(list: Playlist, call: Call): Answer {
    const uri = call.query.get('uri');
    const read = uri === null ? null : readUri(uri);
    if (!read) return html(400, 'Bad Request');
    if (list.content !== null) {
      list.content = uri;
      return changed(list, answerOf(list, read.keys.length, 0));
    }
    const there = new Set(list.entries.map(({ trackKey }) => trackKey));
    const keys = knownOf(read.keys).filter((key) => !switches.skipDuplicates || (!there.has(key) && there.add(key)));
    list.entries = [...list.entries, ...keys.map(entryOf)];
    return changed(list, answerOf(list, read.keys.length, keys.length));
  }

  /** null: nothing that can be read, or of another server. */
  function readUri(uri: string): { readonly keys: readonly number[]; readonly rule?: string } | null {
    const [, keys, rule] = readable.exec(uri) ?? [];
    if (keys !== undefined) return { keys: keys.split(',').filter(Boolean).map(Number) };
    return rule === undefined ? null : { keys: [], rule };
  }

  /** Albums and artists bring their tracks; keys of nothing are dropped without a word. */
  function knownOf(keys: readonly number[]): readonly number[] {
    return keys.flatMap((key) => {
      const item = library.find(key);
      return item ? tracksOf(item).map(({ ratingKey }) => ratingKey) : [];
    });
  }

  const entryOf = (trackKey: number): Entry => ({ id: nextEntryId++, trackKey });

  function remove(list: Playlist, id: number): Answer {
    if (!list.entries.some((entry) => entry.id === id)) return html(404, 'Not Found');
    list.entries = list.entries.filter((entry) => entry.id !== id);
    return changed(list, done);
  }

  function move(list: Playlist, id: number, call: Call): Answer {
    const moved = list.entries.find((entry) => entry.id === id);
    const after = call.query.get('after');
    const others = list.entries.filter((entry) => entry.id !== id);
    const place = after === null ? 0 : others.findIndex((entry) => entry.id === Number(after)) + 1;
    if (!moved || (after !== null && place === 0)) return html(404, 'Not Found');
    list.entries = [...others.slice(0, place), moved, ...others.slice(place)];
    return changed(list, done);
  }

  /** M3U: a path a line, as Plex names it. */
  function upload(call: Call, user: string): Answer {
    const path = call.query.get('path') ?? '';
    const local = path.includes('/../') ? null : localPathOf(config.section.locations, path);
    if (local === null) return html(400, 'Bad Request');
    let text: string;
    try {
      text = readFileSync(local, 'utf8');
    } catch {
      return html(404, 'Not Found');
    }
    const byFile = new Map(library.tracks().flatMap((track) => track.versions.map(({ file }) => [file, track.ratingKey] as const)));
    const trackKeys = text.split(/\r?\n/).flatMap((line) => byFile.get(line.trim()) ?? []);
    put({ title: (path.split('/').at(-1) ?? '').replace(/\.m3u8?$/i, ''), user, trackKeys });
    keep();
    return done;
  }

  function put({ title, user, trackKeys, readOnly = false }: Parameters<Playlists['put']>[0]): Playlist {
    const list: Playlist = {
      ratingKey: library.newKey(),
      user,
      title,
      summary: '',
      content: null,
      entries: trackKeys.map(entryOf),
      addedAtS: seconds(),
      updatedAtS: seconds(),
      readOnly,
    };
    lists.set(list.ratingKey, list);
    return list;
  }

  function changed(list: Playlist, reply: Answer): Answer {
    list.updatedAtS = seconds();
    keep();
    return reply;
  }

  function answerOf(list: Playlist, leafCountRequested: number, leafCountAdded: number): Answer {
    const counters = { leafCountAdded, leafCountRequested };
    const [onContainer, onPlaylist] = [switches.playlistCounters === 'container', switches.playlistCounters === 'playlist'];
    return container({
      size: 1,
      ...(onContainer ? counters : {}),
      Metadata: [{ ...about(list), ...(onPlaylist ? counters : {}) }],
    });
  }

  function about(list: Playlist): object {
    const rows = rowsOf(list);
    const picture = thumb(list.ratingKey);
    return {
      ratingKey: String(list.ratingKey),
      key: `/playlists/${list.ratingKey}/items`,
      guid: `com.plexapp.agents.none://${list.ratingKey}`,
      type: 'playlist',
      title: list.title,
      summary: list.summary,
      smart: list.content !== null,
      playlistType: 'audio',
      composite: `/playlists/${list.ratingKey}/composite/${list.updatedAtS}`,
      ...(picture === undefined ? {} : { thumb: picture }),
      ...(list.readOnly ? { readOnly: true, specialPlaylistType: 'favorites' } : {}),
      duration: rows.reduce((sum, { track }) => sum + (track.versions[0]?.durationMs ?? 0), 0),
      leafCount: rows.length,
      addedAt: list.addedAtS,
      updatedAt: list.updatedAtS,
    };
  }

  function edit(list: Playlist, query: URLSearchParams): Answer {
    list.title = query.get('title.value') ?? list.title;
    list.summary = query.get('summary.value') ?? list.summary;
    return changed(list, done);
  }

  return { answer, find, edit, put, kept: () => ({ lists: [...lists.values()], nextEntryId }) };
}

const notAllowed = html(405, 'Method Not Allowed');

const tracksOf = (item: Item): readonly Track[] =>
  item.type === TRACK ? [item] : 'tracks' in item ? item.tracks : item.albums.flatMap(({ tracks }) => tracks);
