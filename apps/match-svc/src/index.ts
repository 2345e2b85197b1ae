import { commandHandler } from '@soulsync/event-store';
import { defineService } from '@soulsync/service-kit';
import { MatchConfig } from './config.js';
import { match } from './domain/match/decide.js';
import { matchModule } from './match.module.js';
import { deskDoor } from './workers/desk-door.js';
import { matchWorker } from './workers/match-worker.js';
import { deskProjections } from './store/desk-rows.js';
import { matchesProjection } from './projections/matches.projection.js';
import { matchResources } from './store/match-lists.js';

export { putRows } from './workers/fill-desk.js';
export { createMatchDesk } from './workers/match-desk.js';
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
  projections: [matchesProjection, ...deskProjections],
  resources: matchResources,
  compose(kit) {
    const matches = commandHandler(kit.store, match);
    const door = deskDoor();
    return { module: matchModule(kit, matches, door), workers: [matchWorker(kit, door, matches)] };
  },
});
