import type { DynamicModule } from '@nestjs/common';
import { LibraryController, SWEEPER } from './http/library.controller.js';
import type { LibrarySweeper } from './processes/sweep-library.js';

class PlexModule {}

export const plexModule = (sweeper: LibrarySweeper): DynamicModule => ({
  module: PlexModule,
  controllers: [LibraryController],
  providers: [{ provide: SWEEPER, useValue: sweeper }],
});
