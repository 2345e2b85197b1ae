import { Unavailable } from '@soulsync/service-kit';
import type { PlaylistItem, ServerPlaylists, ServerPlaylist } from './server-playlists.js';

export interface InMemoryServerPlaylists extends ServerPlaylists {
  /** Writes since the beginning, in order. */
  readonly writes: readonly string[];
  /** One that is just there. */
  put(title: string, serverKeys: readonly string[], flags?: Partial<Pick<ServerPlaylist, 'smart' | 'readOnly'>>): string;
  drop(key: string): void;
  /** After so many more writes it does not answer; null: it does. */
  failAfter(writes: number | null): void;
}

interface Kept {
  readonly playlist: Omit<ServerPlaylist, 'count'>;
  items: readonly PlaylistItem[];
}

/** Playlists for tests; `exists` says which tracks the server has. */
export function inMemoryServerPlaylists(exists: (serverKey: string) => boolean, inPlace = true): InMemoryServerPlaylists {
  const lists = new Map<string, Kept>();
  const writes: string[] = [];
  let [nextList, nextEntry] = [1, 1];
  let left: number | null = null;

  const written = (what: string) => {
    if (left === 0) throw new Unavailable('memory', 'the library server does not answer');
    if (left !== null) left -= 1;
    writes.push(what);
  };
  const itemsOf = (serverKeys: readonly string[]) =>
    serverKeys
      .filter(exists)
      .map((serverKey) => ({ entryKey: `entry-${nextEntry++}`, serverKey, title: `Title of ${serverKey}`, artist: 'Artist' }));
  const find = (key: string): Kept => {
    const kept = lists.get(key);
    if (!kept) throw new Unavailable('memory', `there is no playlist ${key}`);
    return kept;
  };
  const shown = ({ playlist, items }: Kept): ServerPlaylist => ({ ...playlist, count: items.length });
  const put: InMemoryServerPlaylists['put'] = (title, serverKeys, flags = {}) => {
    const key = `list-${nextList++}`;
    lists.set(key, { playlist: { key, title, smart: false, readOnly: false, ...flags }, items: itemsOf(serverKeys) });
    return key;
  };

  return {
    writes,
    put,
    drop: (key) => void lists.delete(key),
    failAfter: (count) => void (left = count),
    list: async () => [...lists.values()].map(shown),
    async read(key) {
      const kept = lists.get(key);
      return kept ? { playlist: shown(kept), items: kept.items } : null;
    },
    async create(title, serverKeys) {
      written(`create ${title}`);
      return put(title, serverKeys);
    },
    async add(key, serverKeys) {
      if (serverKeys.length === 0) return;
      written(`add ${serverKeys.length}`);
      const kept = find(key);
      kept.items = [...kept.items, ...itemsOf(serverKeys)];
    },
    async remove(key, entryKeys) {
      written(`remove ${entryKeys.length}`);
      const kept = find(key);
      kept.items = kept.items.filter(({ entryKey }) => !entryKeys.includes(entryKey));
    },
    async move(key, entryKey, afterEntryKey) {
      if (!inPlace) throw new Error('no entry is moved here: replace all of them');
      written('move');
      const kept = find(key);
      const moved = kept.items.filter((item) => item.entryKey === entryKey);
      const others = kept.items.filter((item) => item.entryKey !== entryKey);
      const place = afterEntryKey === null ? 0 : others.findIndex((item) => item.entryKey === afterEntryKey) + 1;
      kept.items = [...others.slice(0, place), ...moved, ...others.slice(place)];
    },
    async replace(key, serverKeys) {
      if (serverKeys.length === 0) throw new Error('a playlist is never replaced by nothing');
      const kept = find(key);
      written('clear');
      kept.items = [];
      written(`fill ${serverKeys.length}`);
      kept.items = itemsOf(serverKeys);
    },
  };
}
