export const readModel = {
  id: 'match-svc:recording-states',
  service: 'match-svc',
  name: 'recording-states',
  version: 3,
  position: '41',
  lag: 0,
  rows: 12,
  rowsExact: false,
  deadLetters: 0,
  state: 'live',
  progress: null,
};

export const musicAway = {
  id: 'organize-svc:root:music',
  service: 'organize-svc',
  code: 'root:music',
  level: 'error',
  message: 'The music folder is away.',
  advice: 'Mount its disk; filing then goes on by itself.',
  since: '2026-11-01T10:00:00.000Z',
};

export const lostEvents = {
  ...musicAway,
  id: 'gateway:event-log-lost-events',
  code: 'event-log-lost-events',
  message: 'The event log lost events.',
  advice: 'See System.',
};
