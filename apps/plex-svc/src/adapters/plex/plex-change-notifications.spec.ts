import { describe, expect, it } from '@jest/globals';
import { changeNotificationOf } from './plex-change-notifications.js';

const notification = (data: unknown) =>
  changeNotificationOf({ type: 'message', data: typeof data === 'string' ? data : JSON.stringify(data) });
const entry = { identifier: 'com.plexapp.plugins.library', sectionID: 3, itemID: 4711, type: 10, state: 5 };

describe('an event of the server', () => {
  it.each([
    ['a track that is done', { TimelineEntry: entry }],
    ['an album that is only begun', { TimelineEntry: { ...entry, type: 9, state: 0, metadataState: 'created' } }],
    ['numbers as text', { TimelineEntry: { ...entry, sectionID: '3', type: '8', state: '5' } }],
    ['a deletion of nobody knows what', { TimelineEntry: { ...entry, state: 9, itemID: undefined } }],
    ['the end of a scan', { ActivityNotification: { event: 'ended', Activity: { type: 'library.update.section' } } }],
    ['word of the library', { StatusNotification: { notificationName: 'LIBRARY_UPDATE' } }],
  ])('is a reason to look: %s', (_what, data) => {
    expect(notification(data)).toEqual({ kind: 'changed' });
  });

  it('names what seems to be gone', () => {
    expect(notification({ TimelineEntry: { ...entry, state: 9, metadataState: 'deleted' } })).toEqual({
      kind: 'gone',
      section: '3',
      key: '4711',
    });
  });

  it.each([
    ['a film', { TimelineEntry: { ...entry, type: 1 } }],
    ['no section', { TimelineEntry: { ...entry, sectionID: -1 } }],
    ["a plugin's own", { TimelineEntry: { ...entry, identifier: 'com.example' } }],
    ['how far a scan is', { ActivityNotification: { event: 'updated', Activity: { type: 'library.update.section', progress: 12 } } }],
    ['the butler', { ActivityNotification: { event: 'ended', Activity: { type: 'butler' } } }],
    ['a ping', {}],
    ['null', 'null'],
    ['no JSON', '<html>'],
  ])('does not concern us: %s', (_what, data) => {
    expect(notification(data)).toBeNull();
  });
});
