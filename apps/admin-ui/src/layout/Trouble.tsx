import { ErrorBlock } from '../components/ErrorBlock.js';
import { LinesSkeleton } from '../components/Skeletons.js';

export { ErrorBlock as Trouble } from '../components/ErrorBlock.js';

interface Read {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** How the reading of something stands, above it: on its way, or failed. Nothing once it is there. */
export function ReadState({ of: { isPending, error, refetch }, what }: { readonly of: Read; /** `the services` */ readonly what: string }) {
  if (error) return <ErrorBlock what={`Can't load ${what} right now.`} error={error} onRetry={refetch} />;
  return isPending ? <LinesSkeleton what={what} /> : null;
}
