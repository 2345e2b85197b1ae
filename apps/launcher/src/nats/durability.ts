import type { NatsVersion } from './find-nats-server.js';

const isBefore = (version: NatsVersion, other: NatsVersion): boolean => {
  for (const [place, number] of version.entries()) if (number !== other[place]) return number < (other[place] ?? 0);
  return false;
};

/** From 2.10 the server itself can put every write on the disk before it answers. */
export const syncsItself = (version: NatsVersion): boolean => !isBefore(version, [2, 10, 0]);

/** How often the launcher puts the store of an older server on the disk. */
export const LAUNCHER_SYNC_MS = 1_000;

/** What this nats-server may lose, in a sentence for whoever runs it; null: nothing that is known. */
export function natsRisk(version: NatsVersion): string | null {
  const name = `nats-server ${version.join('.')}`;
  if (!syncsItself(version))
    return `${name} puts its log on the disk only every 2 minutes, so SoulSync does it each second: a power cut may lose the last second; a newer server (2.12.3) loses nothing.`;
  if (!isBefore(version, [2, 10, 20]) && isBefore(version, [2, 10, 23]))
    return `${name} may lose the whole event log when it is killed: install another version, best 2.12.3 or newer.`;
  if (isBefore(version, [2, 12, 3]))
    return `${name} may lose acknowledged events in a power cut in spite of the strictest setting: install 2.12.3 or newer.`;
  return null;
}
