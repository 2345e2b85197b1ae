import { hash, randomUUID } from 'node:crypto';

/** Namespace of all our deterministic ids. */
export const SOULSYNC_NAMESPACE = '8f0d2c64-3f0e-4b52-9c0a-6d1f1f5b7a20';

/** Names come by the hundred thousand, namespaces are a handful. */
const spaces = new Map<string, Buffer>();

function spaceOf(namespace: string): Buffer {
  const known = spaces.get(namespace);
  if (known) return known;
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (spaces.size < MOST_SPACES) spaces.set(namespace, space);
  return space;
}
const MOST_SPACES = 100;

/** RFC 9562 version 5: the same parts give the same id. Parts are kept apart by a control character. */
export function uuid5(namespace: string, ...parts: readonly string[]): string {
  const name = parts.join('\u001f');
  // Most names fit into what is there already; a sign of a name takes three bytes of UTF-8 at most.
  const named = SPACE_BYTES + 3 * name.length <= scratch.length ? scratch : Buffer.alloc(SPACE_BYTES + 3 * name.length);
  spaceOf(namespace).copy(named);
  const bytes = SPACE_BYTES + named.write(name, SPACE_BYTES, 'utf8');
  return formatted(hash('sha1', named.subarray(0, bytes), 'hex'), '5');
}
const SPACE_BYTES = 16;
const scratch = Buffer.alloc(1_024);

let lastMs = 0;

/** RFC 9562 version 7: time-ordered, random. While a clock that was set back is behind the last id, new ones share its millisecond: none sorts before it. */
export function newId(): string {
  lastMs = Math.max(lastMs, Date.now());
  const time = lastMs.toString(16).padStart(12, '0');
  return formatted(time + randomUUID().replaceAll('-', '').slice(12), '7'); // Node keeps random bytes for these in stock
}

/** 32 hexadecimal digits or more, with version and variant put in. */
function formatted(hex: string, version: string): string {
  const variant = (8 + (parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
