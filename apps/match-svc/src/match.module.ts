import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { MatchConfig } from './config.js';
import { MATCH_DESK, MATCHES, MatchesController } from './http/matches.controller.js';
import type { MatchDesk } from './processes/match-desk.js';
import type { Matches } from './processes/match-worker.js';

class MatchModule {}

export const matchModule = (kit: Kit<MatchConfig>, matches: Matches, desk: MatchDesk): DynamicModule => ({
  module: MatchModule,
  controllers: [MatchesController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: MATCHES, useValue: matches },
    { provide: MATCH_DESK, useValue: desk },
  ],
});
