import type { Subscription } from './event-store.js';

/** Until the signal aborts, also when it had aborted before, or the subscription ends. Throws what its handler threw. */
export async function followed(subscription: Subscription, stopped: AbortSignal): Promise<void> {
  const stop = () => void subscription.stop();
  stopped.addEventListener('abort', stop);
  if (stopped.aborted) stop();
  try {
    await subscription.done;
  } finally {
    stopped.removeEventListener('abort', stop);
    await subscription.stop();
  }
}
