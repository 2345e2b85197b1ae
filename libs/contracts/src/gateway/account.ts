import type { Instant } from '../ids.js';

export const roles = ['viewer', 'editor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What an API key may, at most: its account's role limits it too. */
export const apiKeyScopes = ['read', 'write', 'admin'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** Never a password, hash or key: those live in the gateway's own tables. */
export type AccountEvent =
  | { type: 'AccountCreated'; data: { accountId: string; name: string; role: Role; createdAt: Instant } }
  | { type: 'PasswordChanged'; data: { accountId: string; changedAt: Instant } }
  | { type: 'RoleChanged'; data: { accountId: string; name: string; role: Role; changedAt: Instant } }
  | { type: 'AccountRemoved'; data: { accountId: string; name: string; removedAt: Instant } }
  | {
      type: 'ApiKeyIssued';
      /** Without `expiresAt`: of an older version, or until it is revoked. */
      data: { accountId: string; apiKeyId: string; name: string; scope: ApiKeyScope; issuedAt: Instant; expiresAt?: Instant };
    }
  | { type: 'ApiKeyRevoked'; data: { accountId: string; apiKeyId: string; revokedAt: Instant } };
