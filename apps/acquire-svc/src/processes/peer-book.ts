import { createHash } from 'node:crypto';
import type { Offer, PeerEvent, TransferFailure } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { Peer, PeerCommand } from '../domain/peer/peer.js';

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

/** Which peers may be asked now. */
export interface PeerBook {
  /** The best offer of a peer that is neither blocked nor resting; null: none. */
  firstFree(offers: readonly Offer[]): Promise<Offer | null>;
  failed(username: string, cause: TransferFailure): Promise<void>;
}

/** Aggregate ids hold no dots and no spaces; peers' names hold anything. */
export const peerStreamId = (username: string) => createHash('sha256').update(username).digest('hex').slice(0, 40);

export function peerBook(kit: Kit<AcquireConfig>, peers: Peers): PeerBook {
  const restingUntilMs = new Map<string, number>();
  return {
    async firstFree(offers) {
      if (offers.length === 0) return null;
      const now = kit.clock.now();
      const blocked: { id: string }[] = await kit.dataSource.query(
        `SELECT "id" FROM acquire.blocked_peers WHERE "id" = ANY($1) AND ("until" IS NULL OR "until" > $2)`,
        [offers.map((offer) => offer.username), now],
      );
      const names = new Set(blocked.map((row) => row.id));
      return (
        offers.find(({ username }) => !names.has(username) && (restingUntilMs.get(username) ?? -Infinity) <= kit.clock.monotonicMs()) ??
        null
      );
    },
    async failed(username, cause) {
      restingUntilMs.set(username, kit.clock.monotonicMs() + (REST_MS[cause] ?? 0));
      if (cause !== 'banned') return;
      const id = newId();
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
        { commandId: id, correlationId: id, causationId: null, actor: 'process:acquire', traceparent: null, time: kit.clock.now() },
      );
    },
  };
}
