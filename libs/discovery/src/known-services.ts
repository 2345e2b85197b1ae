import type { DiscoveredKind } from '@soulsync/contracts';

export interface ProbeAnswer {
  readonly status: number;
  /** At most BODY_BYTES of it; longer ones are no answer at all. */
  readonly body: string;
}

/** What an answer says of itself; every field is already cut to what may be shown. */
export interface Recognised {
  readonly name: string | null;
  readonly version: string | null;
  readonly serverId: string | null;
  readonly state: 'answers' | 'starting';
}

/** One question that only the service itself answers so; null: it is something else. */
export interface Probe {
  readonly service: DiscoveredKind;
  readonly path: string;
  readonly port: number;
  recognise(answer: ProbeAnswer): Recognised | null;
}

interface KnownService {
  readonly path: string;
  readonly port: number;
  /** What people call its container or host. */
  readonly names: readonly string[];
  recognise(answer: ProbeAnswer): Recognised | null;
}

const starting: Recognised = { name: null, version: null, serverId: null, state: 'starting' };

/** How each tells that it is there: apis/plex.md 5.2, jellyfin-subsonic.md 3.1 and 4, slskd.md 2. */
const known: Readonly<Record<DiscoveredKind, KnownService>> = {
  plex: {
    path: '/identity',
    port: 32_400,
    names: ['plex'],
    recognise({ status, body }) {
      if (status === 503) return starting;
      const container = objectIn(objectIn(jsonOf(status, body))?.['MediaContainer']);
      const serverId = lastingId(container?.['machineIdentifier']);
      return serverId === null ? null : { name: null, version: versionText(container?.['version']), serverId, state: 'answers' };
    },
  },
  jellyfin: {
    path: '/System/Info/Public',
    port: 8_096,
    names: ['jellyfin'],
    recognise({ status, body }) {
      if (status === 503) return starting;
      const info = objectIn(jsonOf(status, body));
      const serverId = lastingId(info?.['Id']);
      if (serverId === null || !/^jellyfin/i.test(textOf(info?.['ProductName']))) return null;
      return { name: shownName(info?.['ServerName']), version: versionText(info?.['Version']), serverId, state: 'answers' };
    },
  },
  subsonic: {
    path: '/rest/ping?v=1.16.1&c=soulsync&f=json',
    port: 4_533,
    names: ['navidrome'],
    recognise({ status, body }) {
      // Without a sign-in the status is "failed", and that is an answer too.
      const response = objectIn(objectIn(jsonOf(status, body))?.['subsonic-response']);
      if (!response || !['ok', 'failed'].includes(textOf(response['status']))) return null;
      const version = versionText(textOf(response['serverVersion']).split(' ')[0]);
      return { name: shownName(response['type']), version, serverId: null, state: 'answers' };
    },
  },
  slskd: {
    // `/session` would answer 401, as any door with a lock does; this one says true or false to everyone.
    path: '/api/v0/session/enabled',
    port: 5_030,
    names: ['slskd'],
    recognise: ({ status, body }) =>
      status === 200 && /^(true|false)$/.test(body.trim()) ? { name: null, version: null, serverId: null, state: 'answers' } : null,
  },
};

export type KnownPorts = Readonly<Record<DiscoveredKind | 'gdm', readonly number[]>>;

/** Where Plex servers listen for calls. */
const GDM_PORT = 32_414;

/** `<service>=<port>`, several separated by commas; a service that is named loses its own port. */
export const PORTS_SYNTAX =
  /^((plex|jellyfin|subsonic|slskd|gdm)=([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])(,(?!$)|$))+$/;

/** Of a text that fits PORTS_SYNTAX; undefined: each its own. */
export function knownPorts(text: string | undefined): KnownPorts {
  const given = (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => part.split('='));
  const portsOf = (service: string, own: number) => {
    const named = given.filter(([name]) => name === service).map(([, port]) => Number(port));
    return named.length > 0 ? named : [own];
  };
  return {
    plex: portsOf('plex', known.plex.port),
    jellyfin: portsOf('jellyfin', known.jellyfin.port),
    subsonic: portsOf('subsonic', known.subsonic.port),
    slskd: portsOf('slskd', known.slskd.port),
    gdm: portsOf('gdm', GDM_PORT),
  };
}

/** The questions for these services, on their ports. */
export const probesFor = (services: readonly DiscoveredKind[], ports: KnownPorts): readonly Probe[] =>
  services.flatMap((service) =>
    ports[service].map((port) => ({ service, path: known[service].path, port, recognise: known[service].recognise })),
  );

/** Names worth resolving: what a container calls its host, and what compose files call these services. */
export const namesFor = (services: readonly DiscoveredKind[]): readonly string[] => [
  'host.docker.internal',
  ...services.flatMap((service) => known[service].names),
];

const NAME_LENGTH = 80;

/** A name from outside as it may be shown: one line, nothing invisible, nothing that turns the direction of writing; null: nothing is left. */
export function shownName(value: unknown): string | null {
  const plain = textOf(value)
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? null : [...plain].slice(0, NAME_LENGTH).join('').trim();
}

/** null: nothing that could be an id. */
export const lastingId = (value: unknown): string | null => (/^[\w.-]{1,128}$/.test(textOf(value)) ? textOf(value) : null);
const versionText = (value: unknown): string | null => (/^[\w.+-]{1,64}$/.test(textOf(value)) ? textOf(value) : null);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectIn = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null; // an object's fields are unknown until read

function jsonOf(status: number, body: string): unknown {
  if (status !== 200) return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null; // a web page on that port
  }
}
