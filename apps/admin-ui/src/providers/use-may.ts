import { usePermissions } from 'react-admin';
import type { Role } from '@soulsync/contracts';

const strength: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };

export const isAtLeast = (role: Role | undefined, needed: Role): boolean => role !== undefined && strength[role] >= strength[needed];

/** Whether who is signed in may do what needs this role. The gateway decides; this only says which buttons are of use. false until it is known. */
export function useMay(needed: Role): boolean {
  return isAtLeast(usePermissions<Role>().permissions, needed);
}
