import { Client } from 'pg';
import { messageOf, newId } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { sleep, within } from './clock.js';

/** A session of the database that may hold the lock. */
export interface LeaseSession {
  /** false: another session holds it. */
  tryLock(): Promise<boolean>;
  unlock(): Promise<void>;
  ping(): Promise<void>;
  /** Resolves when the session is gone, and the lock with it. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface LeaseOptions {
  readonly session: () => Promise<LeaseSession>;
  /** Why this replica may not work although nobody else does, such as rows that a newer version built; null: it may. */
  readonly refusal: () => Promise<string | null>;
  /** Another replica holds it now. */
  readonly onTaken: () => void;
  readonly logger: Logger;
  readonly pollMs?: number;
  /** A session that says nothing for so long is given up. */
  readonly answerMs?: number;
}

/**
 * What the one working replica of a service holds: a lock of a Postgres session, which goes with the session, also when its process is killed.
 * While the database is away nobody can take it, so its holder goes on and asks for it again once the database is back.
 */
export interface Lease {
  /** true: it is held from now on, until `onTaken` or `release`. */
  tryNow(): Promise<boolean>;
  /** Resolves with true once it is held, with false when `stopped` aborts first. */
  whenHeld(stopped: AbortSignal): Promise<boolean>;
  /** Why it was refused when it was last free. */
  refused(): string | null;
  isHeld(): boolean;
  release(): Promise<void>;
}

const POLL_MS = 1_000;
/** More than a busy machine takes to answer a trifle. */
const ANSWER_MS = 10_000;
const CLOSE_MS = 1_000;

export function serviceLease({ session, refusal, onTaken, logger, pollMs = POLL_MS, answerMs = ANSWER_MS }: LeaseOptions): Lease {
  const released = new AbortController();
  let open: LeaseSession | null = null;
  let held = false;
  let refusedBecause: string | null = null;
  let watching: Promise<void> = Promise.resolve();

  async function opened(): Promise<LeaseSession> {
    const mine = (open ??= await session());
    void mine.ended.then(() => {
      if (open === mine) open = null;
    });
    return mine;
  }

  /** Over a session of its own that answers in time; one that doesn't is closed, and the next try opens another. */
  async function tryLock(): Promise<boolean> {
    const mine = await opened();
    try {
      return await within(answerMs, mine.tryLock());
    } catch (error) {
      await close(mine);
      throw error;
    }
  }

  async function close(mine: LeaseSession): Promise<void> {
    if (open === mine) open = null;
    await within(CLOSE_MS, mine.close()).catch(() => undefined); // it is given up in any case
  }

  async function tryNow(): Promise<boolean> {
    if (held) return true;
    if (!(await tryLock())) return false;
    const because = await refusal();
    if (because !== refusedBecause && because !== null) logger.error('this replica may not work', { because });
    refusedBecause = because;
    if (because !== null) {
      await open?.unlock();
      return false;
    }
    held = true;
    watching = watch();
    return true;
  }

  /** Looks after the session for as long as the lease is held. */
  async function watch(): Promise<void> {
    while (held && !released.signal.aborted) {
      const mine = open;
      if (mine !== null) {
        await Promise.race([sleep(pollMs, released.signal), mine.ended]);
        if (!released.signal.aborted && open === mine) await within(answerMs, mine.ping()).catch(() => close(mine));
      } else await regain();
    }
  }

  async function regain(): Promise<void> {
    try {
      if (await tryLock()) return;
      held = false;
      logger.warn('another replica of this service works now; this one stands by');
      onTaken();
    } catch {
      await sleep(pollMs, released.signal); // the database is away: for everyone
    }
  }

  return {
    tryNow,
    async whenHeld(stopped) {
      while (!stopped.aborted) {
        const got = await tryNow().catch((error: unknown) => {
          logger.warn('whether another replica works can not be asked', { error: messageOf(error) });
          return false;
        });
        if (got) return true;
        await sleep(pollMs, stopped);
      }
      return false;
    },
    refused: () => refusedBecause,
    isHeld: () => held,
    async release() {
      held = false;
      released.abort();
      await watching;
      if (open) await close(open);
    },
  };
}

/** Sessions of the service's own role; the lock is one for each schema. */
export function leaseSessions(databaseUrl: string, schema: string): () => Promise<LeaseSession> {
  const name = `soulsync-lease-${newId()}`;
  const locked = (verb: string) => `SELECT ${verb}(hashtext('soulsync-lease'), hashtext($1)) AS "held"`;
  return async () => {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: name,
      connectionTimeoutMillis: ANSWER_MS,
      // A machine that vanishes from the network says no word: the server lets go of its sessions after ten seconds instead of two hours.
      options: '-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c idle_session_timeout=0',
    });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve()); // of an idle session: it is lost
    });
    await client.connect();
    return {
      ended,
      async tryLock() {
        // A session that this replica gave up may linger in the server, with the lock.
        await client.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
          [name],
        );
        const { rows } = await client.query<{ held: boolean }>(locked('pg_try_advisory_lock'), [schema]);
        return rows[0]?.held === true;
      },
      async unlock() {
        await client.query(locked('pg_advisory_unlock'), [schema]);
      },
      async ping() {
        await client.query('SELECT 1');
      },
      close: () => client.end(),
    };
  };
}
