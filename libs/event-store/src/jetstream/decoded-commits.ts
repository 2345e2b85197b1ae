import type { StoredCommit } from '../event-store.js';
import type { StoredMessage } from './pulled-messages.js';

interface Decoded {
  readonly subject: string;
  readonly storedAtMs: number;
  readonly bytes: number;
  readonly commit: StoredCommit;
}

/** Of the commits decoded last: readers of one process mostly stand close together, and far more would be held for nobody. */
const KEPT = { commits: 500, bytes: 1024 * 1024 };

/** Decodes what several readers of a process take one after the other once for all of them. A place that holds another message by now is read anew. */
export function decodedCommits(decode: (message: StoredMessage) => StoredCommit): (message: StoredMessage) => StoredCommit {
  const kept = new Map<number, Decoded>();
  let bytes = 0;

  function drop(seq: number): void {
    bytes -= kept.get(seq)?.bytes ?? 0;
    kept.delete(seq);
  }

  return (message) => {
    const { subject, seq } = message;
    const storedAtMs = message.time.getTime();
    const known = kept.get(seq);
    if (known?.subject === subject && known.storedAtMs === storedAtMs && known.bytes === message.data.byteLength) return known.commit;
    const commit = decode(message);
    void commit.commitId; // so that it lets go of the message
    drop(seq);
    kept.set(seq, { subject, storedAtMs, bytes: message.data.byteLength, commit });
    bytes += message.data.byteLength;
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT.commits && bytes <= KEPT.bytes) break;
      drop(oldest);
    }
    return commit;
  };
}
