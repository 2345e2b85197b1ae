import type { AudioSourceName, Offer, TransferId } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { AudioSource, Availability, FoundFile, TransferState } from './audio-source.js';

interface Transfer {
  readonly networkTransferId: string;
  readonly offer: Offer;
  state: TransferState;
}

/** A source in memory: a test says what it has, how transfers go, and when it is away. */
export interface InMemoryAudioSource extends AudioSource {
  has(...files: readonly FoundFile[]): void;
  /** From now on, for its running and later transfers. */
  transfersAre(state: TransferState): void;
  /** Its files; what is fetched and neither cancelled nor taken over lies here. */
  readonly files: Map<TransferId, { readonly path: string; readonly sizeBytes: number }>;
  transfers(): readonly TransferId[];
  mayBeAsked(how: Availability | null): void;
  away(is: boolean): void;
}

export function inMemoryAudioSource(name: AudioSourceName): InMemoryAudioSource {
  const searches = new Map<string, readonly FoundFile[]>();
  const running = new Map<TransferId, Transfer>();
  const files = new Map<TransferId, { path: string; sizeBytes: number }>();
  let shared: readonly FoundFile[] = [];
  let usual: TransferState = { kind: 'waiting', placeInQueue: null };
  let availability: Availability | null = null;
  let isAway = false;
  let begun = 0;
  const mustBeThere = async () => {
    if (isAway) throw new Unavailable(name, `${name} is away`);
  };
  const placed = (transferId: TransferId, { offer, state }: Transfer) => {
    if (state.kind === 'finished') files.set(transferId, { path: `${transferId}/file`, sizeBytes: offer.sizeBytes ?? 0 });
  };
  return {
    files,
    has: (...found) => void (shared = found),
    transfersAre(state) {
      usual = state;
      for (const [transferId, transfer] of running) {
        transfer.state = state;
        placed(transferId, transfer);
      }
    },
    transfers: () => [...running.keys()],
    mayBeAsked: (how) => void (availability = how),
    away: (is) => void (isAway = is),
    async search(searchId, terms, _waitMs, signal) {
      await mustBeThere();
      signal.throwIfAborted();
      const found = searches.get(searchId) ?? shared.filter((file) => file.filename.includes(terms));
      searches.set(searchId, found);
      return { responses: found.length, files: found };
    },
    async cancelSearch(searchId) {
      await mustBeThere();
      searches.delete(searchId);
    },
    firstFree: async ([offer]) => availability ?? (offer ? { kind: 'free', offer } : { kind: 'no-offers' }),
    async fetch({ transferId, offer }) {
      await mustBeThere();
      const known = running.get(transferId);
      if (known) return { kind: 'queued', networkTransferId: known.networkTransferId };
      if (!shared.some(({ ref }) => ref === offer.ref)) return { kind: 'refused', cause: 'not-shared', detail: 'there is no such file' };
      const transfer: Transfer = { networkTransferId: `n${(begun += 1)}`, offer, state: usual };
      running.set(transferId, transfer);
      placed(transferId, transfer);
      return { kind: 'queued', networkTransferId: transfer.networkTransferId };
    },
    async follow({ transferId }, networkTransferId) {
      await mustBeThere();
      const state = running.get(transferId)?.state ?? { kind: 'unknown' };
      return { networkTransferId, state };
    },
    async locate({ transferId }) {
      await mustBeThere();
      const file = files.get(transferId);
      return file ? { kind: 'found', ...file, localFilename: `/${name}/${file.path}` } : { kind: 'not-yet', bytes: 0 };
    },
    async cancel({ transferId }) {
      await mustBeThere();
      running.delete(transferId);
      files.delete(transferId);
      return { kind: 'cancelled', remains: 'nothing', detail: null };
    },
    async forget({ transferId }) {
      await mustBeThere();
      running.delete(transferId);
    },
    failed: async () => undefined,
  };
}
