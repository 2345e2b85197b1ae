import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { MatchConfig } from './config.js';
import { DESK_DOOR, MATCHES, MatchesController } from './api/matches.controller.js';
import type { DeskDoor } from './workers/desk-door.js';
import type { Matches } from './workers/match-worker.js';

class MatchModule {}

export const matchModule = (kit: Kit<MatchConfig>, matches: Matches, door: DeskDoor): DynamicModule => ({
  module: MatchModule,
  controllers: [MatchesController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: MATCHES, useValue: matches },
    { provide: DESK_DOOR, useValue: door },
  ],
});
