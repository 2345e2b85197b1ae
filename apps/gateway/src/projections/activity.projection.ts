import { actorText, timelineItem } from '@soulsync/contracts';
import type { ActivityRow, AggregateType } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredActivity = Omit<ActivityRow, 'subject'>;

const serviceOf: Readonly<Record<string, string>> = {
  'followed-playlist': 'catalog-svc',
  'wanted-recording': 'catalog-svc',
  match: 'match-svc',
  acquisition: 'acquire-svc',
  peer: 'acquire-svc',
  filing: 'organize-svc',
  root: 'organize-svc',
  library: 'plex-svc',
  'library-album': 'plex-svc',
  'library-scan': 'plex-svc',
  'media-server': 'plex-svc',
  'mirrored-playlist': 'plex-svc',
  'mirror-backup': 'plex-svc',
  'metadata-edit': 'plex-svc',
  account: 'gateway',
};

/** Each service has its own, under its name. */
const OWN_SETTINGS = 'settings' satisfies AggregateType;

/** Everything that happened, newest first. */
export const activityProjection = projection<StoredActivity>({
  name: 'activity',
  version: 9,
  key: 'id',
  columns: {
    id: 'text',
    at: 'timestamptz',
    type: 'text',
    service: 'text',
    params: 'jsonb',
    subjectType: 'text',
    subjectId: 'text',
    actor: 'text',
    correlationId: 'text',
  },
  indexes: ['("at" DESC)', '("subjectId")', '("correlationId")'],
  keys: (event) => (event.aggregateType in serviceOf || event.aggregateType === OWN_SETTINGS ? [event.id] : []),
  evolve: (_row, event) => ({
    id: event.id,
    ...timelineItem(event),
    service: event.aggregateType === OWN_SETTINGS ? event.aggregateId : (serviceOf[event.aggregateType] ?? ''),
    subjectType: event.aggregateType,
    subjectId: event.aggregateId,
    actor: actorText(event.actor),
    correlationId: event.correlationId,
  }),
});
