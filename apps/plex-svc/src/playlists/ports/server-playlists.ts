import type { ServerIdentity, ServerKind } from '../../connection/server-identity.js';

export interface ServerPlaylist {
  readonly key: string;
  readonly title: string;
  readonly count: number;
  /** Made by a rule: writing entries to it would replace the rule. */
  readonly smart: boolean;
  /** Somebody else's, or the server's own (favourites). */
  readonly readOnly: boolean;
}

export interface PlaylistItem {
  /** Names this entry, not its track: the same track may be there twice. Where the server has no such key, its place. */
  readonly entryKey: string;
  readonly serverKey: string;
  readonly title: string;
  readonly artist: string;
}

/**
 * Playlists of one server, of the account we have there. Throws `Unavailable` when it could not be asked; what a server leaves out without a
 * word is found by reading back.
 */
export interface ServerPlaylists {
  list(): Promise<readonly ServerPlaylist[]>;
  /** All entries in order, every page. null: there is no such playlist (any more). */
  read(key: string): Promise<{ readonly playlist: ServerPlaylist; readonly items: readonly PlaylistItem[] } | null>;
  /** With its first entries, since some servers know no empty playlist. Answers its key. */
  create(title: string, serverKeys: readonly string[]): Promise<string>;
  /** At the end, in this order. */
  add(key: string, serverKeys: readonly string[]): Promise<void>;
  remove(key: string, entryKeys: readonly string[]): Promise<void>;
  /** Behind another entry; null: to the front. Only where `capabilities.playlists` is `in-place`. */
  move(key: string, entryKey: string, afterEntryKey: string | null): Promise<void>;
  /** All entries at once, never none. Keeps title, picture and summary. */
  replace(key: string, serverKeys: readonly string[]): Promise<void>;
}

/** A server that may keep playlists. */
export interface PlaylistServer {
  readonly kind: ServerKind;
  identify(): Promise<ServerIdentity>;
  /** null where `capabilities.playlists` is `none`. */
  readonly playlists: ServerPlaylists | null;
}
