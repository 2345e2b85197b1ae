import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Discoveries, Kit } from '@soulsync/service-kit';
import type { PlexConfig } from './config.js';
import { DiscoveryController, MEDIA_SERVERS } from './http/discovery.controller.js';
import { EDIT_TOOLS, LibraryEditsController } from './http/library-edits.controller.js';
import { LibraryController, LIBRARIES, MIRRORS } from './http/library.controller.js';
import { MEDIA_SERVER, MediaServerController, SIGN_INS } from './http/media-server.controller.js';
import type { MediaServerDesk } from './processes/choose-media-server.js';
import { MIRRORED_PLAYLISTS, PlaylistMirrorsController } from './http/playlist-mirrors.controller.js';
import type { MirroredPlaylistParts } from './http/playlist-mirrors.controller.js';
import type { EditTools } from './processes/edit-work.js';
import type { LibraryMirror } from './processes/mirror-library.js';
import type { SignIns } from './processes/sign-ins.js';
import type { Libraries } from './processes/sweep-section.js';

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
