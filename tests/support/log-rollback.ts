import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import { jetstreamManager } from '@nats-io/jetstream';

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
