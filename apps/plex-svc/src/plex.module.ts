import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from './config.js';
import { LibraryController, LIBRARIES, MIRRORS } from './http/library.controller.js';
import type { LibraryMirror } from './processes/mirror-library.js';
import type { Libraries } from './processes/sweep-section.js';

class PlexModule {}

export const plexModule = (kit: Kit<PlexConfig>, mirrors: readonly LibraryMirror[], libraries: Libraries): DynamicModule => ({
  module: PlexModule,
  controllers: [LibraryController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: MIRRORS, useValue: mirrors },
    { provide: LIBRARIES, useValue: libraries },
  ],
});
