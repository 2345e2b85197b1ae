export const parked = {
  id: 'plex-svc:1',
  service: 'plex-svc',
  consumerKind: 'projection',
  consumer: 'library-tracks',
  eventId: 'ev1',
  eventType: 'LibraryTrackIndexed',
  aggregateType: 'library-track',
  aggregateId: 't1',
  position: '42',
  firstFailedAt: '2026-11-01T10:00:00.000Z',
  lastFailedAt: '2026-11-01T11:00:00.000Z',
  attempts: 5,
  error: 'value too long for type character varying(255)',
  state: 'parked',
  skippedAt: null,
  skippedBy: null,
  correlationId: 'c1',
  causationId: null,
  actor: 'account:ada',
};

export const detail = { ...parked, data: { title: 'Harbour Lights' }, commit: [] };
