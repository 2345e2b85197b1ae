import { commandHandler } from '@soulsync/event-store';
import { defineService } from '@soulsync/service-kit';
import { MatchConfig } from './config.js';
import { match } from './domain/match/decide.js';
import { matchModule } from './match.module.js';
import { deskDoor } from './processes/desk-door.js';
import { matchWorker } from './processes/match-worker.js';
import { deskProjections } from './projections/desk-rows.js';
import { matchesProjection } from './projections/matches.projection.js';
import { matchResources } from './resources.js';

export { putRows } from './processes/fill-desk.js';
export { createMatchDesk } from './processes/match-desk.js';
export { judgedDue, takeInSlices } from './processes/match-worker.js';
export { whatIf } from './processes/what-if.js';
export type { ChangedDecision, WhatIf } from './processes/what-if.js';
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
