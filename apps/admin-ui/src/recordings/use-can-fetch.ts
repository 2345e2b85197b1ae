import type { ExternalConnection } from '@soulsync/contracts';
import { useAsk } from '../providers/use-console.js';

/** false: slskd is not set up, so that nothing is fetched. true also while that is not known. */
export function useCanFetch(): boolean {
  const { data } = useAsk<readonly ExternalConnection[]>('connections');
  return data?.find(({ id }) => id === 'slskd')?.state !== 'unconfigured';
}
