import { QueryClient } from '@tanstack/react-query';
import { HttpError } from 'react-admin';

const RETRIES = 2;
/** Nobody answered, or what was asked is not there right now. */
const mayPass = (error: unknown) => error instanceof HttpError && (error.status === 0 || error.status >= 500);

/** What may pass is asked for again; a refusal is shown at once. */
export const queryClient = (retryDelayMs = 1_000): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: (failures, error) => failures < RETRIES && mayPass(error), retryDelay: retryDelayMs } },
  });
