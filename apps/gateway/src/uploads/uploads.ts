import { randomUUID } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { uploadSubject } from '@soulsync/contracts';
import type { UploadPart } from '@soulsync/contracts';
import type { Logger } from '@soulsync/event-store';
import { Invalid, respond, Unavailable } from '@soulsync/service-kit';
import { TryLater } from '../accounts/try-later.js';

/** Hands over a file piece by piece, as it arrives. */
export type Arriving = (take: (piece: Buffer) => Promise<void>) => Promise<void>;

export interface Uploads {
  /** Holds the file while `use` runs: whoever is told the id may fetch it. Throws TryLater when too many are held. */
  hold<T>(arriving: Arriving, use: (id: string) => Promise<T>): Promise<T>;
}

const HELD_AT_ONCE = 2;
const RETRY_MS = 10_000;
/** With base64 well below what a message may hold (1 MiB). */
const PART_BYTES = 512 * 1024;

/** Files have no name in the folder, so that nothing is left of them whatever ends the process. */
export function uploads(nats: NatsConnection, folder: string, logger: Logger): Uploads {
  let held = 0;

  async function nameless(): Promise<FileHandle> {
    const path = join(folder, `upload-${randomUUID()}`);
    await mkdir(folder, { recursive: true });
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  }

  async function stored(arriving: Arriving, file: FileHandle): Promise<number> {
    let sizeBytes = 0;
    await arriving(async (piece) => {
      try {
        await file.writeFile(piece);
      } catch (error) {
        throw new Unavailable('upload', 'the file could not be stored in the data folder; is its disk full?', { cause: error });
      }
      sizeBytes += piece.length;
    });
    return sizeBytes;
  }

  return {
    async hold(arriving, use) {
      if (held >= HELD_AT_ONCE) throw new TryLater('busy', RETRY_MS);
      held += 1;
      try {
        const file = await nameless();
        try {
          const sizeBytes = await stored(arriving, file);
          const id = randomUUID();
          const answering = respond(nats, uploadSubject(id), 'gateway', logger, ({ body }) => partOf(file, sizeBytes, body['offset']));
          try {
            return await use(id);
          } finally {
            answering.unsubscribe();
          }
        } finally {
          await file.close();
        }
      } finally {
        held -= 1;
      }
    },
  };
}

async function partOf(file: FileHandle, sizeBytes: number, offset: unknown): Promise<UploadPart> {
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0) throw new Invalid({ offset: 'is no place in a file' });
  const { buffer, bytesRead } = await file.read(Buffer.alloc(PART_BYTES), 0, PART_BYTES, offset);
  return { base64: buffer.subarray(0, bytesRead).toString('base64'), sizeBytes };
}
