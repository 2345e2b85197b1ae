import { DiscardPolicy, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import { StoreUnavailable } from '../event-store.js';

const MINUTES_2_NS = 120_000_000_000;
const STREAM_NOT_FOUND = 10059;

const wanted = (name: string, subjects: string) =>
  ({
    name,
    subjects: [subjects],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_msgs: -1,
    max_bytes: -1,
    max_age: 0,
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
    duplicate_window: MINUTES_2_NS,
  }) satisfies Partial<StreamConfig>;

/**
 * Makes the stream once and checks what the server made of it: servers drop options they don't know without a word. Where this user may
 * not make it, whoever provisions the server has, or is about to. Its creation is what tells it from another one of its name.
 */
export async function ensureStream(manager: JetStreamManager, name: string, subjects: string): Promise<StreamInfo> {
  const config = wanted(name, subjects);
  const info = await found(manager, name);
  const made = info ?? (await added(manager, config));
  if (made === 'not-allowed')
    throw new StoreUnavailable(`the stream ${name} is not there and this user may not make it; run the command provision`);
  const { config: actual } = made;
  for (const key of ['retention', 'storage', 'deny_delete', 'allow_direct', 'max_age'] as const)
    if (actual[key] !== config[key])
      throw new StoreUnavailable(
        `the stream ${name} has ${key} = ${String(actual[key])}, wanted is ${String(config[key])}: this server or stream can't keep the event log`,
      );
  return made;
}

/** The log of all services, where nobody but an administrator may make it. */
export async function provisionLog(connection: NatsConnection): Promise<void> {
  await ensureStream(await jetstreamManager(connection, { checkAPI: false }), EVENT_STREAM, `${EVENT_STREAM.toLowerCase()}.>`);
}

/**
 * First and last sequence of what the stream counts and does not hold: nothing is ever deleted, so its files are damaged. `deleted` of a
 * server's answer, in its order.
 */
export function holesIn(
  { first_seq: first, messages }: StreamInfo['state'],
  deleted: readonly number[],
): readonly (readonly [number, number])[] {
  const holes: [number, number][] = messages > 0 && first > 1 ? [[1, first - 1]] : [];
  for (const sequence of deleted) {
    const last = holes.at(-1);
    if (last?.[1] === sequence - 1) last[1] = sequence;
    else holes.push([sequence, sequence]);
  }
  return holes;
}

async function added(manager: JetStreamManager, config: ReturnType<typeof wanted>) {
  try {
    return await manager.streams.add(config);
  } catch (error) {
    if (isRefusal(error)) return 'not-allowed';
    throw error;
  }
}

async function found(manager: JetStreamManager, name: string) {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return null;
    throw error;
  }
}

/** The client wraps what befell a request. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.PermissionViolationError || (error instanceof Error && isRefusal(error.cause));
