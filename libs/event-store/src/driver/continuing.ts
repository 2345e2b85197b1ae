import type { Actor, EventEnvelope, Instant } from '@soulsync/contracts';
import type { CommandContext } from '../command-handler.js';
import { newId } from '../ids.js';

/** Who acts, and when. */
export interface Acting {
  readonly actor: Actor;
  readonly time: Instant;
}

/** Of a command that goes on with what an event began: the same correlation and trace, caused by that event. null: nothing came before it. */
export function continuing(event: EventEnvelope | null, { actor, time }: Acting): CommandContext {
  const commandId = newId();
  return {
    commandId,
    correlationId: event?.correlationId ?? commandId,
    causationId: event?.id ?? null,
    actor,
    traceparent: event?.traceparent ?? null,
    time,
  };
}

/** Of a command that begins a correlation of its own, as a schedule does: a new correlation, and yet it says which event made it due. */
export function beginning(event: EventEnvelope | null, { actor, time }: Acting): CommandContext {
  const commandId = newId();
  return { commandId, correlationId: commandId, causationId: event?.id ?? null, actor, traceparent: null, time };
}
