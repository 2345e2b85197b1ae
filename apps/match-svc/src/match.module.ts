import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { MatchConfig } from './config.js';
import { MATCH_READINESS, MATCHES, MatchesController } from './api/matches.controller.js';
import type { MatchReadiness } from './workers/match-readiness.js';
import type { Matches } from './workers/match-worker.js';

class MatchModule {}

export const matchModule = (kit: Kit<MatchConfig>, matches: Matches, readiness: MatchReadiness): DynamicModule => ({
  module: MatchModule,
  controllers: [MatchesController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: MATCHES, useValue: matches },
    { provide: MATCH_READINESS, useValue: readiness },
  ],
});
