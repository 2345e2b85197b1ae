import type { Offer, TransferId } from '@soulsync/contracts';
import type { FetchRequest } from '../../acquisition/ports/audio-source.js';

/** One file of one peer. */
export interface PeerFile {
  readonly username: string;
  /** The peer's own path, byte for byte. */
  readonly filename: string;
}

export interface TransferRequest extends PeerFile {
  /** Ours; also names the folder the file lands in. */
  readonly transferId: TransferId;
  readonly sizeBytes: number;
}

/** Of a ref as `soulseekFile` makes it; throws on any other. */
export function peerFileOf({ ref }: Pick<Offer, 'ref'>): PeerFile {
  const end = ref.indexOf('\n');
  if (end < 0) throw new Error(`"${ref}" names no file of a peer`);
  return { username: ref.slice(0, end), filename: ref.slice(end + 1) };
}

export function requestOf({ transferId, offer }: FetchRequest): TransferRequest {
  if (offer.sizeBytes === null) throw new Error(`an offer of Soulseek has a size: ${offer.label}`);
  return { transferId, ...peerFileOf(offer), sizeBytes: offer.sizeBytes };
}
