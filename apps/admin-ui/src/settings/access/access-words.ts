import type { ApiKeyScope, Role } from '@soulsync/contracts';

export const roleWords: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: 'Viewer', may: 'sees everything, changes nothing' },
  editor: { name: 'Editor', may: 'follows playlists, decides, starts downloads' },
  admin: { name: 'Administrator', may: 'also settings, users and dangerous things' },
};

export const scopeWords: Readonly<Record<ApiKeyScope, string>> = { read: 'Read', write: 'Read and write', admin: 'Everything' };

export const SHORTEST_PASSWORD = 10;
