const SHARDS = 64;
const FIRST_SIZE = 64;

interface Shard {
  /** By the hash's upper bits: 1 + the newest entry, 0 for none. */
  heads: Int32Array;
  hashes: Uint32Array;
  docs: Int32Array;
  /** 1 + the entry before this one in the same chain. */
  nexts: Int32Array;
  size: number;
}

/**
 * Which documents stand under which key: chains in typed arrays, 12 bytes an entry and 4 a head. In 64 shards, so that growing one never
 * holds up the event loop. Documents are never taken off; whoever reads leaves out those that are gone, and growing drops them.
 */
export function createPostings(gone: (doc: number) => boolean) {
  const shards: Shard[] = Array.from({ length: SHARDS }, () => ({
    heads: new Int32Array(FIRST_SIZE),
    hashes: new Uint32Array(FIRST_SIZE),
    docs: new Int32Array(FIRST_SIZE),
    nexts: new Int32Array(FIRST_SIZE),
    size: 0,
  }));
  const shardOf = (hash: number) => shards[hash & (SHARDS - 1)]!; // the mask keeps it in range
  const slotOf = (hash: number, heads: Int32Array) => (hash >>> 6) & (heads.length - 1);

  function link(shard: Shard, hash: number, doc: number): void {
    const slot = slotOf(hash, shard.heads);
    shard.hashes[shard.size] = hash;
    shard.docs[shard.size] = doc;
    shard.nexts[shard.size] = shard.heads[slot] ?? 0;
    shard.size += 1;
    shard.heads[slot] = shard.size;
  }

  /** Doubles, or keeps the size where dropping what is gone makes room enough. */
  function grow(shard: Shard): void {
    const { hashes, docs, size } = shard;
    let live = 0;
    for (let entry = 0; entry < size; entry += 1) if (!gone(docs[entry] ?? 0)) live += 1;
    const length = live > size / 2 ? hashes.length * 2 : hashes.length;
    shard.heads = new Int32Array(length);
    shard.hashes = new Uint32Array(length);
    shard.docs = new Int32Array(length);
    shard.nexts = new Int32Array(length);
    shard.size = 0;
    for (let entry = 0; entry < size; entry += 1) {
      const doc = docs[entry] ?? 0;
      if (!gone(doc)) link(shard, hashes[entry] ?? 0, doc);
    }
  }

  return {
    add(hash: number, doc: number): void {
      const shard = shardOf(hash);
      if (shard.size === shard.hashes.length) grow(shard);
      link(shard, hash, doc);
    },
    /** Calls with each document under the key, newest first, until it answers false. */
    each(hash: number, take: (doc: number) => boolean): void {
      const shard = shardOf(hash);
      for (let entry = shard.heads[slotOf(hash, shard.heads)] ?? 0; entry !== 0; entry = shard.nexts[entry - 1] ?? 0) {
        const doc = shard.docs[entry - 1] ?? 0;
        if (shard.hashes[entry - 1] === hash && !gone(doc) && !take(doc)) return;
      }
    },
  };
}
