import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { serviceLease } from './lease.js';
import type { Lease, LeaseSession } from './lease.js';

/** A database with one lock, whose sessions can be cut off and which can be away. */
function database() {
  let holder: object | null = null;
  let away = false;
  const sessions = new Set<{ cut(): void }>();
  const present = () => {
    if (away) throw new Error('ECONNREFUSED');
  };
  const session = async (): Promise<LeaseSession> => {
    present();
    const me = {};
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const cut = () => {
      if (holder === me) holder = null;
      sessions.delete(handle);
      end();
    };
    const handle = { cut };
    sessions.add(handle);
    return {
      ended,
      async tryLock() {
        present();
        holder ??= me;
        return holder === me;
      },
      async unlock() {
        if (holder === me) holder = null;
      },
      async ping() {
        present();
      },
      async close() {
        cut();
      },
    };
  };
  return {
    session,
    isFree: () => holder === null,
    goAway() {
      away = true;
      for (const one of [...sessions]) one.cut();
    },
    comeBack: () => void (away = false),
    sessions: () => sessions.size,
  };
}

const lease = (db: ReturnType<typeof database>, given: { refusal?: () => Promise<string | null>; onTaken?: () => void } = {}): Lease =>
  serviceLease({
    session: db.session,
    refusal: given.refusal ?? (async () => null),
    onTaken: given.onTaken ?? (() => undefined),
    logger: silentLogger,
    pollMs: 5,
  });

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 2_000; waited += 5) await delay(5);
  expect(condition()).toBe(true);
}

describe('the lease of a service', () => {
  it('is held by one replica, and by the next once that one released it', async () => {
    const db = database();
    const [first, second] = [lease(db), lease(db)];
    expect(await first.tryNow()).toBe(true);
    expect(await second.tryNow()).toBe(false);
    const held = second.whenHeld(new AbortController().signal);
    await first.release();
    expect(await held).toBe(true);
    expect([first.isHeld(), second.isHeld()]).toEqual([false, true]);
    await second.release();
    expect(db.sessions()).toBe(0);
  });

  it('is kept over an outage of the database, while nobody else can take it', async () => {
    const db = database();
    let taken = 0;
    const mine = lease(db, { onTaken: () => (taken += 1) });
    await mine.tryNow();
    db.goAway();
    await delay(20);
    expect(mine.isHeld()).toBe(true);
    db.comeBack();
    await until(() => !db.isFree());
    expect([mine.isHeld(), taken]).toEqual([true, 0]);
    await mine.release();
  });

  it('is given up, and that is said, when another replica has it after an outage', async () => {
    const db = database();
    let taken = 0;
    const [mine, other] = [lease(db, { onTaken: () => (taken += 1) }), lease(db)];
    await mine.tryNow();
    db.goAway();
    await delay(20);
    db.comeBack();
    expect(await other.tryNow()).toBe(true);
    await until(() => taken === 1);
    expect(mine.isHeld()).toBe(false);
    await Promise.all([mine.release(), other.release()]);
  });

  it('is left alone by a replica that may not work, which says why and tries again', async () => {
    const db = database();
    let newer: string | null = 'built by a newer version';
    const mine = lease(db, { refusal: async () => newer });
    expect(await mine.tryNow()).toBe(false);
    expect(db.isFree()).toBe(true);
    expect(mine.refused()).toBe('built by a newer version');
    newer = null;
    expect(await mine.whenHeld(new AbortController().signal)).toBe(true);
    expect(mine.refused()).toBeNull();
    await mine.release();
  });

  it('is waited for through an outage, until the waiting is ended', async () => {
    const db = database();
    const stopping = new AbortController();
    db.goAway();
    const waiting = lease(db).whenHeld(stopping.signal);
    await delay(20);
    stopping.abort();
    expect(await waiting).toBe(false);
  });

  it('is asked for anew when a session does not answer', async () => {
    const db = database();
    let stuck = true;
    const mine = serviceLease({
      session: async () => {
        const real = await db.session();
        return stuck ? { ...real, tryLock: () => new Promise<boolean>(() => undefined) } : real;
      },
      refusal: async () => null,
      onTaken: () => undefined,
      logger: silentLogger,
      pollMs: 5,
      answerMs: 20,
    });
    await expect(mine.tryNow()).rejects.toThrow('no answer within 20 ms');
    expect(db.sessions()).toBe(0);
    stuck = false;
    expect(await mine.tryNow()).toBe(true);
    await mine.release();
  });
});
