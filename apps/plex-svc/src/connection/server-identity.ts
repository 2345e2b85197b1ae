export const serverKinds = ['folder', 'plex', 'subsonic', 'jellyfin'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** What a server can do for the account we have there. Callers branch on these, never on its kind. */
export interface Capabilities {
  /** Tells what changed since a cursor, on some servers (Subsonic) only what is new; else news come by full syncs alone. */
  readonly incrementalSync: boolean;
  /** Scans one folder; else all it has. */
  readonly folderScan: boolean;
  /** How far a scan can be followed; whatever this says, only `find` proves a file. */
  readonly scanStatus: 'exact' | 'coarse' | 'none';
  /** Says by itself that something changed. */
  readonly changeNotifications: boolean;
  /** A track's path is where its file lies; else it is known by size, length and title. */
  readonly realPaths: boolean;
  /** Entry by entry; or only replaced as a whole; or not at all. */
  readonly playlists: 'in-place' | 'replaced' | 'none';
  /** Takes pictures and genres. */
  readonly edits: boolean;
  /** May ask for scans and edits; a shared account only reads. */
  readonly admin: boolean;
}

export interface ServerIdentity {
  /** The server's own lasting name; a different one at the same address is another server. */
  readonly serverId: string;
  readonly name: string;
  readonly version: string | null;
  readonly capabilities: Capabilities;
}
