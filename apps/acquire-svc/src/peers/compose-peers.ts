import { commandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import { PEERS, PeersController } from './api/peers.controller.js';
import { peer } from './domain/peer/peer.js';
import { blockedPeersProjection } from './projections/blocked-peers.projection.js';
import { LONGEST_REST_MS, peerAvailability } from './workers/observed-peers.js';

export const peerProjections = [blockedPeersProjection];

/** Who may be asked: peers that rest, and peers that are blocked. */
export function composePeers(kit: Kit<AcquireConfig>) {
  const peers = commandHandler(kit.store, peer);
  return {
    controllers: [PeersController],
    providers: [{ provide: PEERS, useValue: peers }],
    available: peerAvailability(kit, peers),
    longestRestMs: LONGEST_REST_MS,
  };
}
