import type { StreamId } from './event-store.js';
import { uuid5 } from './ids.js';

/** The one home of what makes two commands, or two commits, the same. */

const commands = '4c0f5a3e-8a5b-4f0e-9d57-2b1f0c6a7e94';

/**
 * Id of the commit that a command leads to. It holds the aggregate and the command beside the command's id, so that one id for two
 * aggregates, or for two commands of one aggregate, loses neither of them.
 */
export function commitIdOf(commandId: string, { aggregateType, aggregateId }: StreamId, command: unknown): string {
  return uuid5(commands, commandId, aggregateType, aggregateId, timeless(command));
}

/** JSON with the fields of each object in the order of their names: what says the same reads the same. Throws RangeError when nested too deeply. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => inOrder(part)) ?? 'null'; // undefined has no JSON
}

/** The same without instants of our clock: whoever repeats a command says when anew. */
export function timeless(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' && INSTANT.test(part) ? '' : inOrder(part))) ?? 'null';
}

/** As our clock writes them: to the millisecond. What others date, they date otherwise or mean. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function inOrder(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
