import { commandHandler } from '@soulsync/event-store';
import { defineService } from '@soulsync/service-kit';
import { MatchConfig } from './config.js';
import { match } from './domain/match/decide.js';
import { matchModule } from './match.module.js';
import { matchReadiness } from './workers/match-readiness.js';
import { matchWorker } from './workers/match-worker.js';
import { matchIndexProjections } from './store/match-index-rows.js';
import { matchesProjection } from './projections/matches.projection.js';
import { matchResources } from './store/match-lists.js';

export { putRows } from './workers/fill-match-index.js';
export { createMatchIndex } from './workers/match-index.js';
export { judgedDue, takeInSlices } from './workers/match-worker.js';
export { whatIf } from './workers/what-if.js';
export type { ChangedDecision, WhatIf } from './workers/what-if.js';
export type { LibraryIndexRow } from './projections/library-index.projection.js';
export type { MatchMemoryRow } from './projections/match-memory.projection.js';
export { matchesProjection } from './projections/matches.projection.js';

export const matchService = defineService({
  name: 'match-svc',
  schema: 'match',
  config: MatchConfig,
  projections: [matchesProjection, ...matchIndexProjections],
  resources: matchResources,
  compose(kit) {
    const matches = commandHandler(kit.store, match);
    const readiness = matchReadiness();
    return { module: matchModule(kit, matches, readiness), workers: [matchWorker(kit, readiness, matches)] };
  },
});
