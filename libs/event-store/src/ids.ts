import { hash, randomBytes } from 'node:crypto';

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
  const digest = hash('sha1', Buffer.concat([spaceOf(namespace), Buffer.from(parts.join('\u001f'))]), 'buffer');
  return formatted(digest.subarray(0, 16), 5);
}

/** RFC 9562 version 7: time-ordered, random. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return formatted(bytes, 7);
}

function formatted(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
