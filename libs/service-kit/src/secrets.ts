import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Secret } from './config.js';

/** Secrets of a service's own external systems, encrypted in its schema (AES-256-GCM); never in an event, log or answer. */
export interface SecretStore {
  /** null: not set. */
  get(name: string): Promise<Secret | null>;
  /** Answers the id of the key it is encrypted with. */
  set(name: string, secret: Secret): Promise<{ readonly keyId: string }>;
  remove(name: string): Promise<void>;
  /** Tells whether a secret is one that was seen before, and nothing else: HMAC-SHA256 under the key that secrets are encrypted with. */
  fingerprint(secret: Secret): string;
}

export class NoSecretKey extends Error {
  constructor() {
    super('SOULSYNC_SECRET_KEY (32 bytes, base64) is needed to store secrets');
    this.name = 'NoSecretKey';
  }
}

export function secretStore(dataSource: DataSource, key: Secret | undefined): SecretStore {
  const keyBytes = key ? Buffer.from(key.reveal(), 'base64') : null;
  const keyId = keyBytes ? createHash('sha256').update(keyBytes).digest('hex').slice(0, 16) : '';
  const needed = () => {
    if (keyBytes?.length !== 32) throw new NoSecretKey();
    return keyBytes;
  };
  return {
    async get(name) {
      const [row]: { nonce: Buffer; box: Buffer; tag: Buffer }[] = await dataSource.query(
        `SELECT "nonce", "box", "tag" FROM secret WHERE "name" = $1`,
        [name],
      );
      if (!row) return null;
      const decipher = createDecipheriv('aes-256-gcm', needed(), row.nonce);
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(row.tag);
      return new Secret(Buffer.concat([decipher.update(row.box), decipher.final()]).toString('utf8'));
    },
    async set(name, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', needed(), nonce);
      cipher.setAAD(Buffer.from(name));
      const box = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
      await dataSource.query(
        `INSERT INTO secret ("name", "keyId", "nonce", "box", "tag", "setAt") VALUES ($1, $2, $3, $4, $5, now())
         ON CONFLICT ("name") DO UPDATE SET "keyId" = excluded."keyId", "nonce" = excluded."nonce", "box" = excluded."box", "tag" = excluded."tag", "setAt" = now()`,
        [name, keyId, nonce, box, cipher.getAuthTag()],
      );
      return { keyId };
    },
    async remove(name) {
      await dataSource.query(`DELETE FROM secret WHERE "name" = $1`, [name]);
    },
    fingerprint: (secret) => createHmac('sha256', needed()).update('fingerprint\n').update(secret.reveal(), 'utf8').digest('hex'),
  };
}
