import type { PicturedServer } from './artwork/ports/server-pictures.js';
import type { LibraryServer } from './library/ports/library-server.js';
import type { EditedServer } from './metadata-edits/ports/metadata-editor.js';
import type { PlaylistServer } from './playlists/ports/server-playlists.js';

/** One server as its adapter fulfils it, for every feature that has something to ask of it. */
export type MediaServer = LibraryServer & PlaylistServer & EditedServer & PicturedServer;
