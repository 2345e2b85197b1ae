import { newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Clock } from '@soulsync/service-kit';

/** All commands of one run of a mirrored playlist tell one story. */
export type Story = () => CommandContext;

export function runStory(clock: Clock, server: string): Story {
  const correlationId = newId();
  return () => ({
    commandId: newId(),
    correlationId,
    causationId: null,
    actor: `process:mirror-playlists-${server}`,
    traceparent: null,
    time: clock.now(),
  });
}
