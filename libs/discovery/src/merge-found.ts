import type { FoundService } from '@soulsync/contracts';

export interface Sighting extends Omit<FoundService, 'alsoAt'> {
  readonly port: number;
  /** Place of its question in the plan: the first address of a server is the one to use. */
  readonly order: number;
  /** Seen on the machine we run on. */
  readonly own: boolean;
}

/**
 * One entry a server, in the order of asking, whoever answered first: several addresses of one server are one server. Those without a lasting id are the
 * same when they answer on the same port of our own machine. A server that was starting and then answered, answers.
 */
export function mergeFound(sightings: readonly Sighting[]): readonly FoundService[] {
  const servers = new Map<string, FoundService>();
  for (const { port, own, order: _order, ...seen } of [...sightings].sort((a, b) => a.order - b.order)) {
    const key = seen.serverId !== null ? `${seen.kind} id ${seen.serverId}` : `${seen.kind} ${own ? `here:${port}` : seen.url}`;
    const known = servers.get(key);
    if (!known) servers.set(key, { ...seen, alsoAt: [] });
    else {
      const elsewhere = [known.url, ...known.alsoAt].includes(seen.url) ? known.alsoAt : [...known.alsoAt, seen.url];
      servers.set(key, { ...known, name: known.name ?? seen.name, alsoAt: elsewhere });
    }
  }
  const found = [...servers.values()];
  const answering = new Set(found.filter(({ state }) => state === 'answers').flatMap(({ url, alsoAt }) => [url, ...alsoAt]));
  return found.filter(({ state, url }) => state === 'answers' || !answering.has(url));
}
