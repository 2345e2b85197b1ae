import type { DynamicModule } from '@nestjs/common';
import type { Discoveries } from '@soulsync/service-kit';
import { DiscoveryController, MEDIA_SERVERS } from './http/discovery.controller.js';
import { LibraryController, SWEEPER } from './http/library.controller.js';
import type { LibrarySweeper } from './processes/sweep-library.js';

class PlexModule {}

export const plexModule = (sweeper: LibrarySweeper, mediaServers: Discoveries): DynamicModule => ({
  module: PlexModule,
  controllers: [LibraryController, DiscoveryController],
  providers: [
    { provide: SWEEPER, useValue: sweeper },
    { provide: MEDIA_SERVERS, useValue: mediaServers },
  ],
});
