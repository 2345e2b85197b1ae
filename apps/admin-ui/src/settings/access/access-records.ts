export type Role = 'viewer' | 'editor' | 'admin';
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: 'Viewer', may: 'sees everything, changes nothing' },
  editor: { name: 'Editor', may: 'follows playlists, decides, starts downloads' },
  admin: { name: 'Administrator', may: 'also settings, users and dangerous things' },
};

export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  /** null: not signed in. */
  readonly lastSeenAt: string | null;
  readonly isYou: boolean;
}

export type KeyScope = 'read' | 'write' | 'admin';
export const scopeWords: Readonly<Record<KeyScope, string>> = { read: 'Read', write: 'Read and write', admin: 'Everything' };

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scope: KeyScope;
  readonly account: string;
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface Session {
  readonly id: string;
  readonly device: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly isCurrent: boolean;
}

export const SHORTEST_PASSWORD = 10;
