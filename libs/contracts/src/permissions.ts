import { adminSubject, EVENT_STREAM, liveSubject, liveTopicSubject, rpc, serviceNames } from './subjects.js';
import type { ServiceName } from './subjects.js';

/** What a service owns, and what it may ask of others. Whatever is not in here is refused by the servers themselves. */
export interface ServiceRights {
  /** Its schema in Postgres, and its room in the subjects of requests: `rpc.<room>.*`. */
  readonly room: string;
  /** Only it appends to these: aggregates, and the streams of its process managers. */
  readonly aggregates: readonly string[];
  /** Subjects of other services' requests. */
  readonly asks: readonly string[];
  /** Subjects it listens to beside its own requests. */
  readonly hears: readonly string[];
}

/** Every service lives on settings of the gateway, some on those of others too, and hears that they changed; what they are now is in the log. */
const settingsChanged = liveSubject('record', 'settings');
const stopDiscovery = 'rpc.discovery.stop.*';
/** Files that the gateway holds, in parts. */
const uploads = 'rpc.gateway.upload.*';

export const serviceRights: Readonly<Record<ServiceName, ServiceRights>> = {
  'catalog-svc': {
    room: 'catalog',
    aggregates: ['followed-playlist', 'recording-identity', 'spotify-account', 'wanted-recording'],
    asks: [uploads],
    hears: [settingsChanged],
  },
  'match-svc': { room: 'match', aggregates: ['match'], asks: [], hears: [settingsChanged] },
  'acquire-svc': {
    room: 'acquire',
    aggregates: ['acquisition', 'peer', 'process-acquire-missing'],
    asks: [],
    // How much room is left where downloads go, and whether what arrived is found there: who sees a folder says so.
    hears: [stopDiscovery, liveTopicSubject('disk'), liveTopicSubject('filing'), settingsChanged],
  },
  'organize-svc': { room: 'organize', aggregates: ['filing', 'root'], asks: [], hears: [settingsChanged] },
  'plex-svc': {
    room: 'plex',
    aggregates: ['library', 'library-album', 'library-scan', 'media-server', 'metadata-edit', 'mirror-backup', 'mirrored-playlist'],
    asks: [rpc.catalog.artistMetadata],
    hears: [stopDiscovery, settingsChanged],
  },
  gateway: {
    room: 'gateway',
    aggregates: ['account'],
    // A person may ask every service everything: the gateway looks at who it is.
    asks: [...serviceNames.flatMap((name) => [`rpc.${roomOf(name)}.*`, `rpc.${name}.admin.*`]), stopDiscovery],
    hears: ['live.>', uploads],
  },
};

/** Its place in the subjects of requests. */
export function roomOf(service: ServiceName): string {
  return service.replace(/-svc$/, '');
}

/** Makes the stream, and asks services on behalf of a person at the command line; everybody else is a service. */
export const ADMINISTRATOR = 'administrator';

/** Answers to a service's questions arrive below this, where no other service may listen. */
export const inboxPrefix = (user: string): string => `_INBOX_${user}`;

/** Where the answer to a question of this subject is waited for: whoever may be asked it answers there, and nobody else does. */
export const answersTo = (prefix: string, subject: string): string => `${prefix}.${(subject.split('.')[1] ?? '').replace(/-svc$/, '')}`;

/** Who appends to this kind of aggregate; what nobody does, is the gateway's to tell of. */
export const ownerOf = (aggregateType: string): ServiceName =>
  serviceNames.find((name) => serviceRights[name].aggregates.includes(aggregateType)) ?? 'gateway';

export interface NatsPermissions {
  readonly publish: readonly string[];
  /** `<subject>` or `<subject> <queue group>`. */
  readonly subscribe: readonly string[];
}

/**
 * Of the log a service may read everything, by ordered consumers and direct reads; it may append to its own aggregates, and administer
 * nothing. Into the inboxes of others it publishes answers to what may be asked of it, and nothing else. (nats-server's own `allow_responses`
 * is no way to say so: up to 2.10.22 it looks through all messages of the last minutes at each further one, and a service that reads the log
 * receives a hundred thousand of them; nats-server issue 6058.)
 */
export function natsPermissions(service: ServiceName): NatsPermissions {
  const { room, aggregates, asks, hears } = serviceRights[service];
  const answered = [`rpc.${room}.*`, adminSubject(service, 'status').replace(/status$/, '*')];
  return {
    publish: [
      ...aggregates.map((type) => `es.${type}.*`),
      `es.settings.${service}`,
      ...readingTheLog,
      'live.>',
      ...asks,
      ...answersOf([...answered, ...hears]),
    ],
    subscribe: [`${inboxPrefix(service)}.>`, ...answered.map((subject) => `${subject} ${service}`), ...hears],
  };
}

/** Below whose inboxes these requests are answered. */
function answersOf(heard: readonly string[]): readonly string[] {
  const requests = heard.filter((subject) => subject.startsWith('rpc.'));
  const answers = requests.flatMap((subject) => {
    const askers = serviceNames.filter((name) => serviceRights[name].asks.some((asked) => isSubjectOf(asked, subject)));
    return [ADMINISTRATOR, ...askers].map((asker) => `${answersTo(inboxPrefix(asker), subject)}.>`);
  });
  return [...new Set(answers)];
}

/** `allowed` and `subject` may both end with `*`. */
const isSubjectOf = (allowed: string, subject: string): boolean =>
  allowed === subject || (subject.endsWith('.*') && allowed.startsWith(subject.slice(0, -1)));

const readingTheLog: readonly string[] = [
  '$JS.API.INFO',
  `$JS.API.STREAM.INFO.${EVENT_STREAM}`,
  `$JS.API.STREAM.MSG.GET.${EVENT_STREAM}`,
  `$JS.API.DIRECT.GET.${EVENT_STREAM}`,
  `$JS.API.DIRECT.GET.${EVENT_STREAM}.>`,
  // Without a filter in its name, and never durable: what a consumer reads from the beginning to the end is the whole log.
  `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}.*`,
  `$JS.API.CONSUMER.INFO.${EVENT_STREAM}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${EVENT_STREAM}.*`,
  `$JS.API.CONSUMER.DELETE.${EVENT_STREAM}.*`,
];
