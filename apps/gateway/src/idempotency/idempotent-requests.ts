import type { DataSource } from 'typeorm';
import { newId } from '@soulsync/event-store';
import type { Worker } from '@soulsync/service-kit';

/** What is known of an idempotency key. */
export type Claim =
  /** Ours to do, now. */
  | { readonly kind: 'ours'; readonly owner: string }
  /** Someone does it right now. */
  | { readonly kind: 'running' }
  /** The key was used for another request. */
  | { readonly kind: 'other-request' }
  /** `json` null: the answer was not kept. */
  | { readonly kind: 'answered'; readonly status: number; readonly json: string | null };

export interface IdempotentRequests {
  /** `id` stands for account and key, `fingerprint` for all that was asked. */
  claim(id: string, fingerprint: string): Promise<Claim>;
  /** Said again and again while it runs: who falls silent has died, and the next one may do it. */
  stillRunning(id: string, owner: string): Promise<void>;
  /** `json` null: it holds a secret, or is too long to keep. */
  answered(id: string, owner: string, status: number, json: string | null): Promise<void>;
  /** How it ended is not known: the same request may be done again, under the same ids. */
  unsettled(id: string, owner: string): Promise<void>;
  /** It was refused and nothing was done: the key is free. */
  forget(id: string, owner: string): Promise<void>;
  deleteExpired(): Promise<void>;
}

const KEPT = `interval '24 hours'`;
const SILENT = `interval '15 seconds'`;
export const STILL_RUNNING_EVERY_MS = 4_000;
const DELETE_EVERY_MS = 3_600_000;

/** In Postgres, so that it holds over restarts and for every replica; times are those of the database. */
export function idempotentRequests(dataSource: DataSource): IdempotentRequests {
  const table = 'gateway.idempotent_request';
  const settle = async (id: string, owner: string, assignment: string, ...values: unknown[]) => {
    await dataSource.query(`UPDATE ${table} SET "owner" = NULL, "runningUntil" = NULL${assignment} WHERE "id" = $1 AND "owner" = $2`, [
      id,
      owner,
      ...values,
    ]);
  };

  return {
    async claim(id, fingerprint) {
      const owner = newId();
      for (;;) {
        await dataSource.query(`DELETE FROM ${table} WHERE "id" = $1 AND "createdAt" < now() - ${KEPT}`, [id]);
        const claimed: unknown[] = await dataSource.query(
          `INSERT INTO ${table} AS r ("id", "fingerprint", "owner", "runningUntil") VALUES ($1, $2, $3, now() + ${SILENT})
             ON CONFLICT ("id") DO UPDATE SET "owner" = excluded."owner", "runningUntil" = excluded."runningUntil"
             WHERE r."fingerprint" = excluded."fingerprint" AND r."status" IS NULL AND (r."runningUntil" IS NULL OR r."runningUntil" < now())
           RETURNING "id"`,
          [id, fingerprint, owner],
        );
        if (claimed.length > 0) return { kind: 'ours', owner };
        const [row]: { fingerprint: string; status: number | null; answer: string | null }[] = await dataSource.query(
          `SELECT "fingerprint", "status", "answer" FROM ${table} WHERE "id" = $1`,
          [id],
        );
        if (!row) continue; // forgotten in between
        if (row.fingerprint !== fingerprint) return { kind: 'other-request' };
        return row.status === null ? { kind: 'running' } : { kind: 'answered', status: row.status, json: row.answer };
      }
    },
    async stillRunning(id, owner) {
      await dataSource.query(`UPDATE ${table} SET "runningUntil" = now() + ${SILENT} WHERE "id" = $1 AND "owner" = $2`, [id, owner]);
    },
    answered: (id, owner, status, json) => settle(id, owner, `, "status" = $3, "answer" = $4`, status, json),
    unsettled: (id, owner) => settle(id, owner, ''),
    async forget(id, owner) {
      await dataSource.query(`DELETE FROM ${table} WHERE "id" = $1 AND "owner" = $2`, [id, owner]);
    },
    async deleteExpired() {
      await dataSource.query(`DELETE FROM ${table} WHERE "createdAt" < now() - ${KEPT}`);
    },
  };
}

export const deleteExpiredRequests = (requests: IdempotentRequests, sleep: (ms: number, signal: AbortSignal) => Promise<void>): Worker => ({
  name: 'sweep-idempotent-requests',
  async run(signal) {
    while (!signal.aborted) {
      await requests.deleteExpired();
      await sleep(DELETE_EVERY_MS, signal);
    }
  },
});
