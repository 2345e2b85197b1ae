import type { Instant } from '../ids.js';

export type Role = 'viewer' | 'editor' | 'admin';

/** Never a password, hash or key: those live in the gateway's own tables. */
export type AccountEvent =
  | { type: 'AccountCreated'; data: { accountId: string; name: string; role: Role; createdAt: Instant } }
  | { type: 'PasswordChanged'; data: { accountId: string; changedAt: Instant } }
  | {
      type: 'ApiKeyIssued';
      data: { accountId: string; apiKeyId: string; name: string; scope: 'read' | 'write' | 'admin'; issuedAt: Instant };
    }
  | { type: 'ApiKeyRevoked'; data: { accountId: string; apiKeyId: string; revokedAt: Instant } };
