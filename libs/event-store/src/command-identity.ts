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
export const canonical = (value: unknown): string => written(value, false) ?? 'null'; // undefined has no JSON

/** The same without instants of our clock: whoever repeats a command says when anew. */
export const timeless = (value: unknown): string => written(value, true) ?? 'null';

/** As our clock writes them: to the millisecond. What others date, they date otherwise or mean. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const INSTANT_LENGTH = 24;

/** undefined where JSON has nothing. By hand, since JSON.stringify with a replacer takes three times as long, and each command passes here. */
function written(value: unknown, isTimeless: boolean): string | undefined {
  if (typeof value === 'string') return isTimeless && value.length === INSTANT_LENGTH && INSTANT.test(value) ? '""' : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value); // undefined, whatever its type says, for what has no JSON
  if ('toJSON' in value && typeof value.toJSON === 'function') return written((value as { toJSON(): unknown }).toJSON(), isTimeless); // looked at just now
  if (Array.isArray(value)) return `[${value.map((item) => written(item, isTimeless) ?? 'null').join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>; // read by its own names
  let json = '';
  for (const name of Object.keys(value).sort()) {
    const field = written(fields[name], isTimeless);
    if (field !== undefined) json += `${json === '' ? '' : ','}${JSON.stringify(name)}:${field}`;
  }
  return `{${json}}`;
}
