import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { StoredMsg } from '@nats-io/jetstream';

/** A stopped nats-server's store, kept aside to be put back: what a power cut or a restored volume does to the log. */
export interface KeptStore {
  /** The log is then as old as this copy. */
  putBack(): Promise<void>;
}

/** `dataDir` is the launcher's; its nats-server must not be running. */
export async function keepStore(dataDir: string): Promise<KeptStore> {
  const [store, kept] = [join(dataDir, 'nats'), join(dataDir, `nats-kept-${Date.now()}`)];
  await cp(store, kept, { recursive: true, preserveTimestamps: true });
  return {
    async putBack() {
      await rm(store, { recursive: true, force: true });
      await cp(kept, store, { recursive: true, preserveTimestamps: true });
    },
  };
}

/** With one message to the server, whoever may do that. */
export async function deleteLog(natsUrl: string): Promise<void> {
  const connection = await connect({ servers: natsUrl });
  try {
    await (await jetstreamManager(connection)).streams.delete(EVENT_STREAM);
  } finally {
    await connection.close();
  }
}

/** The same log, made anew without some of its commits: as a server finds one whose files are damaged in the middle. */
export async function punchHole(natsUrl: string, sequences: readonly number[]): Promise<void> {
  const connection = await connect({ servers: natsUrl });
  try {
    const manager = await jetstreamManager(connection);
    const { config, state } = await manager.streams.info(EVENT_STREAM);
    const messages: StoredMsg[] = [];
    for (let seq = 1; seq <= state.last_seq; seq += 1) {
      const message = await manager.streams.getMessage(EVENT_STREAM, { seq });
      if (message) messages.push(message);
    }
    await manager.streams.delete(EVENT_STREAM);
    await manager.streams.add({ ...config, deny_delete: false, deny_purge: false });
    const js = jetstream(connection);
    for (const { subject, data, header } of messages) await js.publish(subject, data, { headers: header });
    for (const seq of sequences) await manager.streams.deleteMessage(EVENT_STREAM, seq);
    await manager.streams.update(EVENT_STREAM, { deny_delete: true, deny_purge: true });
  } finally {
    await connection.close();
  }
}
