import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { DiscoveredKind, DiscoveryReport } from '@soulsync/contracts';
import { sleep } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import { gatewaysIn, urlHost } from './addresses.js';
import { asking } from './ask-all.js';
import type { HttpRequest, Question } from './ask-all.js';
import { callServers } from './gdm.js';
import type { Announcement, Heard } from './gdm.js';
import { namesFor, probesFor } from './known-services.js';
import type { KnownPorts, Probe, ProbeAnswer } from './known-services.js';
import { mergeFound } from './merge-found.js';
import type { Sighting } from './merge-found.js';
import { mayAsk, planSearch } from './plan-search.js';
import type { SearchWish, Surroundings } from './plan-search.js';

/** All roads by which a packet can leave; handed in, so that a test sees each of them. */
export interface Roads {
  readonly request: HttpRequest;
  /** An IPv4 socket for datagrams. */
  readonly open: () => Socket;
  /** Addresses of a name; [] when nobody knows it. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  readonly interfaces: () => Surroundings['interfaces'];
  readonly gateways: () => Promise<readonly string[]>;
}

const RESOLVE_MS = 1_500;

export const realRoads: Roads = {
  request,
  open: () => createSocket('udp4'),
  resolve: (name) =>
    Promise.race([
      lookup(name, { all: true }).then(
        (found) => found.map(({ address }) => address),
        () => [], // a name of somebody else's network
      ),
      sleep(RESOLVE_MS, new AbortController().signal).then(() => []),
    ]),
  interfaces: networkInterfaces,
  gateways: () => readFile('/proc/net/route', 'utf8').then(gatewaysIn, () => []), // only Linux has it
};

export interface Search extends SearchWish {
  readonly id: string;
  readonly services: readonly DiscoveredKind[];
  readonly ports: KnownPorts;
}

export interface SearchProgress {
  readonly asked: number;
  readonly total: number;
  readonly found: number;
}

/** The whole search ends by then; what it did not come to is said. */
const LONGEST_MS = 120_000;
const patience = { here: { againMs: 250, listenMs: 800 }, network: { againMs: 800, listenMs: 2_500 } } as const;

interface Parts {
  readonly roads: Roads;
  readonly clock: Clock;
  readonly onProgress: (progress: SearchProgress) => void;
}

interface Asked extends Question {
  readonly probe: Probe;
  readonly own: boolean;
  readonly order: number;
  readonly announcement: Announcement | null;
}

/** Looks once, as far as the mode and the wish let it, and answers what said itself what it is. Never throws on what others send. */
export async function discover(search: Search, parts: Parts, stop: AbortSignal): Promise<DiscoveryReport> {
  const over = new AbortController();
  setMaxListeners(0, over.signal); // each open question listens to it
  const end = () => over.abort();
  const timer = setTimeout(end, LONGEST_MS);
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  try {
    return await searched(search, parts, { signal: over.signal, stop });
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

async function searched(
  search: Search,
  { roads, clock, onProgress }: Parts,
  { signal, stop }: { readonly signal: AbortSignal; readonly stop: AbortSignal },
): Promise<DiscoveryReport> {
  const plan = planSearch(search, await surroundings(search, roads));
  const probes = probesFor(search.services, search.ports);
  const plexProbe = probes.find(({ service }) => service === 'plex') ?? null;
  const sightings: Sighting[] = [];
  const questions = plan.hosts
    .flatMap((host) => probes.map((probe) => ({ ...host, probe, port: probe.port, path: probe.path, announcement: null })))
    .map((question, order): Asked => ({ ...question, order }));
  let [asked, total] = [0, questions.length];

  const hear = (question: Asked, answer: ProbeAnswer | null) => {
    asked += 1;
    const sighting = answer && sightingOf(question, answer, clock.now());
    if (sighting) sightings.push(sighting);
    onProgress({ asked, total, found: mergeFound(sightings).length });
  };
  const ask = asking(roads.request, hear, signal);
  const allowed = ({ address }: { readonly address: string }) => mayAsk(search.mode, address);

  async function callPlex(probe: Probe): Promise<Heard> {
    const heard = await callServers(
      plan.calls,
      search.ports.gdm,
      { open: roads.open, sleep },
      patience[plan.calls.length > 1 ? 'network' : 'here'],
      signal,
    );
    const confirmed = heard.announcements.filter(allowed).map(({ address, port, ...announced }, at): Asked => ({
      ...{ address, host: address, port, path: probe.path, probe, announcement: { address, port, ...announced } },
      own: plan.hosts.some((host) => host.own && host.address === address),
      order: total + at,
    }));
    total += confirmed.length;
    await ask(confirmed);
    return heard;
  }

  onProgress({ asked, total, found: 0 });
  const [heard] = await Promise.all([plexProbe ? callPlex(plexProbe) : null, ask(questions.filter(allowed))]);
  return {
    id: search.id,
    reach: search.reach,
    found: mergeFound(sightings),
    looked: plan.looked.length > 0 ? [...plan.looked, portsInWords(probes)] : [],
    notLooked: [...plan.notLooked, ...(heard?.unsent ?? []), ...leftOut(asked, total, stop.aborted)],
    cancelled: stop.aborted,
    howToAllow: plan.howToAllow,
  };
}

/** Nothing is resolved unless the network may be searched and a person asked for it. */
async function surroundings({ mode, reach, services }: Search, roads: Roads): Promise<Surroundings> {
  if (mode !== 'lan' || reach !== 'network') return { interfaces: {}, gateways: [], names: [] };
  const [gateways, names] = await Promise.all([
    roads.gateways(),
    Promise.all(namesFor(services).map(async (name) => ({ name, addresses: await roads.resolve(name) }))),
  ]);
  return { interfaces: roads.interfaces(), gateways, names };
}

/** The name of an announcement counts when the server itself gives the same id, or can't say yet. */
function sightingOf({ probe, host, port, own, order, announcement }: Asked, answer: ProbeAnswer, at: string): Sighting | null {
  const recognised = probe.recognise(answer);
  if (!recognised) return null;
  const announced = recognised.serverId === null || recognised.serverId === announcement?.serverId ? (announcement?.name ?? null) : null;
  return {
    kind: probe.service,
    ...recognised,
    name: recognised.name ?? announced,
    url: `http://${urlHost(host)}:${port}`,
    since: at,
    ...{ port, own, order },
  };
}

const titles: Readonly<Record<DiscoveredKind, string>> = { plex: 'Plex', jellyfin: 'Jellyfin', subsonic: 'Subsonic', slskd: 'slskd' };
const portsInWords = (probes: readonly Probe[]): string =>
  `Port ${probes.map(({ service, port }) => `${port} for ${titles[service]}`).join(', ')}.`;

function leftOut(asked: number, total: number, stopped: boolean): readonly string[] {
  if (asked >= total) return [];
  return [`${total - asked} of ${total} questions were not asked: ${stopped ? 'the search was stopped' : 'it took too long'}.`];
}
