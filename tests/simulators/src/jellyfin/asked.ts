import type { Call } from '../http/simulator-server.js';

/** Names of query fields are read without regard to case. */
export function query(call: Call, name: string): string | null {
  for (const [given, value] of call.query) if (given.toLowerCase() === name.toLowerCase()) return value;
  return null;
}

/** Either spelling of an id, as it is kept. */
export const plainId = (id: string) => id.replaceAll('-', '').toLowerCase();
export const idsIn = (list: string | null): readonly string[] => (list ?? '').split(',').map(plainId).filter(isId);
const isId = (id: string) => /^[0-9a-f]{32}$/.test(id);
