import { commandHandler } from '@soulsync/event-store';
import { defineService } from '@soulsync/service-kit';
import { MatchConfig } from './config.js';
import { match } from './domain/match/decide.js';
import { matchModule } from './match.module.js';
import { createMatchDesk } from './processes/match-desk.js';
import { matchWorker } from './processes/match-worker.js';
import { matchesProjection } from './projections/matches.projection.js';
import { matchResources } from './resources.js';

export { createMatchDesk } from './processes/match-desk.js';
export { takeInSlices } from './processes/match-worker.js';
export { whatIf } from './processes/what-if.js';
export type { ChangedDecision, WhatIf } from './processes/what-if.js';
export { matchesProjection } from './projections/matches.projection.js';

export const matchService = defineService({
  name: 'match-svc',
  schema: 'match',
  config: MatchConfig,
  projections: [matchesProjection],
  resources: matchResources,
  compose(kit) {
    const matches = commandHandler(kit.store, match);
    const desk = createMatchDesk();
    return { module: matchModule(kit, matches, desk), workers: [matchWorker(kit, desk, matches)] };
  },
});
