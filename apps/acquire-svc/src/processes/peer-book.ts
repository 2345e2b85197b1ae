import { createHash } from 'node:crypto';
import type { PeerEvent, TransferFailure } from '@soulsync/contracts';
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

/** `resting`: no candidate's peer may be asked now, and the first of them may be after `restMs`. */
export type PeerAvailability<Candidate> =
  | { readonly kind: 'free'; readonly candidate: Candidate }
  | { readonly kind: 'resting'; readonly restMs: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'no-offers' };

interface OfPeer {
  readonly username: string;
}

export const LONGEST_REST_MS = Math.max(...Object.values(REST_MS));

/** Which peers may be asked now. */
export interface PeerBook {
  /** The first whose peer is neither blocked nor resting, or why there is none. */
  firstFree<Candidate extends OfPeer>(candidates: readonly Candidate[]): Promise<PeerAvailability<Candidate>>;
  failed(username: string, cause: TransferFailure): Promise<void>;
}

/** Aggregate ids hold no dots and no spaces; peers' names hold anything. */
export const peerStreamId = (username: string) => createHash('sha256').update(username).digest('hex').slice(0, 40);

export function peerBook(kit: Kit<AcquireConfig>, peers: Peers): PeerBook {
  const restingUntilMs = new Map<string, number>();
  return {
    async firstFree(candidates) {
      if (candidates.length === 0) return { kind: 'no-offers' };
      const now = kit.clock.now();
      const blocked: { id: string }[] = await kit.dataSource.query(
        `SELECT "id" FROM acquire.blocked_peers WHERE "id" = ANY($1) AND ("until" IS NULL OR "until" > $2)`,
        [candidates.map(({ username }) => username), now],
      );
      const names = new Set(blocked.map((row) => row.id));
      const nowMs = kit.clock.monotonicMs();
      const restMs = ({ username }: OfPeer) => Math.max(0, (restingUntilMs.get(username) ?? -Infinity) - nowMs);
      const allowed = candidates.filter(({ username }) => !names.has(username));
      const candidate = allowed.find((one) => restMs(one) === 0);
      if (candidate) return { kind: 'free', candidate };
      return allowed.length === 0 ? { kind: 'blocked' } : { kind: 'resting', restMs: Math.min(...allowed.map(restMs)) };
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
