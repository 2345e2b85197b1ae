import { describe, expect, it } from '@jest/globals';
import { linkFor } from './issue-links.js';

describe('a health issue', () => {
  it.each([
    ['root:music', '/settings/files'],
    ['downloads-paused', '/settings/files'],
    ['library-unreadable', '/settings/connections'],
    ['slskd-not-set-up', '/settings/connections'],
    ['spotify-sign-in', '/settings/connections'],
    ['setting-ignored:slskd.url', '/settings'],
    ['parked-events', '/parked-events'],
    ['event-log-lost-events', undefined],
  ])('%s leads to where something can be done about it', (code, to) => expect(linkFor(code)?.to).toBe(to));
});
