import { createHash } from 'node:crypto';
import type { PeerEvent, TransferFailure } from '@soulsync/contracts';
import type { CommandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { Peer, PeerCommand } from '../domain/peer/peer.js';
import type { OfPeer, PeerAvailability } from '../peer-availability.js';
import { blockedAmong } from '../store/blocked-peers.js';

export type Peers = CommandHandler<PeerCommand, Peer, PeerEvent>;

const HOUR_MS = 3_600_000;
/** A peer that banned us is left alone for a week, by an event that shows in the console. */
const BAN_MS = 168 * HOUR_MS;
/** How long a peer rests after a failure of its own; in memory only, so that a restart may ask once more. */
const REST_MS: Readonly<Partial<Record<TransferFailure, number>>> = {
  'peer-offline': HOUR_MS,
  'peer-unreachable': HOUR_MS,
  'queue-timeout': HOUR_MS / 2,
  'peer-queue-full': HOUR_MS / 4,
  stalled: HOUR_MS / 4,
};

export const LONGEST_REST_MS = Math.max(...Object.values(REST_MS));

/** Aggregate ids hold no dots and no spaces; peers' names hold anything. */
export const peerStreamId = (username: string) => createHash('sha256').update(username).digest('hex').slice(0, 40);

export function peerAvailability(kit: Kit<AcquireConfig>, peers: Peers): PeerAvailability {
  const restingUntilMs = new Map<string, number>();
  return {
    async firstFree(candidates) {
      if (candidates.length === 0) return { kind: 'no-offers' };
      const blocked = await blockedAmong(
        kit.dataSource,
        candidates.map(({ username }) => username),
        kit.clock.now(),
      );
      const nowMs = kit.clock.monotonicMs();
      const restMs = ({ username }: OfPeer) => Math.max(0, (restingUntilMs.get(username) ?? -Infinity) - nowMs);
      const allowed = candidates.filter(({ username }) => !blocked.has(username));
      const candidate = allowed.find((one) => restMs(one) === 0);
      if (candidate) return { kind: 'free', candidate };
      return allowed.length === 0 ? { kind: 'blocked' } : { kind: 'resting', restMs: Math.min(...allowed.map(restMs)) };
    },
    async failed(username, cause, context) {
      restingUntilMs.set(username, kit.clock.monotonicMs() + (REST_MS[cause] ?? 0));
      if (cause !== 'banned') return;
      await peers(
        peerStreamId(username),
        {
          type: 'BlockPeer',
          data: {
            username,
            cause: 'the peer banned us',
            by: 'process:acquire',
            until: new Date(Date.parse(kit.clock.now()) + BAN_MS).toISOString(),
            at: kit.clock.now(),
          },
        },
        context,
      );
    },
  };
}
