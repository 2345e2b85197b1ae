import type { SlskdClient } from './slskd-client.js';

/** What we go by of slskd's own settings. */
export interface SlskdInstance {
  readonly ownName: string | null;
  readonly retryAttempts: number;
  readonly downloadsRoot: string | undefined;
  readonly incompleteRoot: string | undefined;
  readonly subdirectory: string | undefined;
}

/** slskd's own number of tries per file unless its options say otherwise. */
const DEFAULT_RETRY_ATTEMPTS = 3;

/** Asked for once, and again after it failed. */
export function slskdInstance(client: SlskdClient): () => Promise<SlskdInstance> {
  let known: Promise<SlskdInstance> | null = null;
  return () =>
    (known ??= (async () => {
      const [application, settings] = [await client.application(), await client.options()];
      return {
        ownName: application.user?.username ?? null,
        retryAttempts: settings.transfers?.download?.retry?.attempts ?? DEFAULT_RETRY_ATTEMPTS,
        downloadsRoot: settings.directories?.downloads,
        incompleteRoot: settings.directories?.incomplete,
        subdirectory: settings.transfers?.download?.destination?.subdirectory,
      };
    })().catch((error: unknown) => {
      known = null;
      throw error;
    }));
}
