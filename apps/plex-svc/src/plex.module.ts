import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Discoveries } from '@soulsync/discovery';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from './config.js';
import { DiscoveryController, MEDIA_SERVERS } from './connection/api/discovery.controller.js';
import { EDIT_TOOLS, LibraryEditsController } from './metadata-edits/api/library-edits.controller.js';
import { LibraryController, LIBRARIES, MIRRORS } from './library/api/library.controller.js';
import { MEDIA_SERVER, MediaServerController, SIGN_INS } from './connection/api/media-server.controller.js';
import type { MediaServerDesk } from './connection/workers/choose-media-server.js';
import { MIRRORED_PLAYLISTS, PlaylistMirrorsController } from './playlists/api/playlist-mirrors.controller.js';
import type { MirroredPlaylistParts } from './playlists/api/playlist-mirrors.controller.js';
import type { EditTools } from './metadata-edits/workers/edit-work.js';
import type { LibraryMirror } from './library/workers/mirror-library.js';
import type { SignIns } from './connection/workers/sign-ins.js';
import type { Libraries } from './library/workers/sweep-section.js';

class PlexModule {}

export interface PlexParts {
  readonly mirrors: readonly LibraryMirror[];
  readonly libraries: Libraries;
  readonly playlists: MirroredPlaylistParts;
  readonly desk: MediaServerDesk;
  readonly signIns: SignIns;
  readonly mediaServers: Discoveries;
  readonly edits: EditTools | null;
}

export const plexModule = (
  kit: Kit<PlexConfig>,
  { mirrors, libraries, playlists, desk, signIns, mediaServers, edits }: PlexParts,
): DynamicModule => ({
  module: PlexModule,
  controllers: [LibraryController, PlaylistMirrorsController, MediaServerController, DiscoveryController, LibraryEditsController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: MIRRORS, useValue: mirrors },
    { provide: LIBRARIES, useValue: libraries },
    { provide: MEDIA_SERVER, useValue: desk },
    { provide: SIGN_INS, useValue: signIns },
    { provide: EDIT_TOOLS, useValue: edits },
    { provide: MEDIA_SERVERS, useValue: mediaServers },
    { provide: MIRRORED_PLAYLISTS, useValue: playlists },
  ],
});
