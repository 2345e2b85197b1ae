import { actorOf, upcasts } from '@soulsync/contracts';
import type { Actor, EventEnvelope, Upcast } from '@soulsync/contracts';

/** What the store knows of the shapes of events over time. */
export interface Upcasters {
  /** Brings a stored envelope to the newest schema version of its type. */
  up(event: EventEnvelope): EventEnvelope;
  /** The newest schema version of a type: what is written. */
  versionOf(type: string): number;
}

export function upcasters(chain: readonly Upcast[]): Upcasters {
  const steps = new Map(chain.map((step) => [`${step.type}@${step.from}`, step.up]));
  if (steps.size < chain.length) throw new Error('two upcasters for one version of one type');
  const newest = new Map<string, number>();
  for (const { type, from } of chain) newest.set(type, Math.max(newest.get(type) ?? 1, from + 1));
  return {
    up(event) {
      let current = withActor(event);
      if (!newest.has(event.type)) return current;
      for (let up = steps.get(`${current.type}@${current.schemaVersion}`); up; up = steps.get(`${current.type}@${current.schemaVersion}`))
        current = { ...current, schemaVersion: current.schemaVersion + 1, data: up(current.data) };
      return current;
    },
    versionOf: (type) => newest.get(type) ?? 1,
  };
}

/** Actors were texts once. */
function withActor(event: EventEnvelope): EventEnvelope {
  const { actor }: { readonly actor: Actor | string } = event;
  return typeof actor === 'string' ? { ...event, actor: actorOf(actor) } : event;
}

/** What every store reads through, unless it is told otherwise: whoever opens the log sees today's shapes. */
export const todaysShapes: Upcasters = upcasters(upcasts);
