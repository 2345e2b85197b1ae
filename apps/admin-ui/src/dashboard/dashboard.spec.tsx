import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { fourStates } from '../testing/four-states.js';
import { openPage, says, notified } from '../testing/open-page.js';
import { lostEvents, musicAway } from '../system/system.stories.js';
import { service, summary } from './dashboard.stories.js';

const followed = { id: 'ev1', at: '2026-11-01T10:00:00.000Z', type: 'PlaylistFollowed', params: { name: 'Night drive' } };
const rows = { summary: [summary], services: [service], activity: [followed] };
const page = '/';

fourStates('the figures', {
  page,
  asks: 'GET summary/',
  around: { rows: { services: [service] } },
  full: summary,
  reads: ['41', '22', '1234'],
  loading: 'Loading the figures',
});

fourStates('the services', {
  page,
  asks: 'GET services',
  around: { rows: { summary: [summary] } },
  full: [service],
  reads: ['acquire-svc', 'slskd: it refuses the key', 'Ready'],
  loading: 'Loading the services',
});

fourStates('what needs attention', {
  page,
  asks: 'GET health-issues',
  around: { rows },
  full: [musicAway],
  reads: ['The music folder /mnt/music is not there.'],
  loading: 'Loading what needs attention',
});

fourStates('the latest activity', {
  page,
  asks: 'GET activity',
  around: { rows: { summary: [summary] } },
  full: [followed],
  reads: ['Started following “Night drive”'],
  empty: 'Nothing has happened yet.',
  loading: 'Loading the latest activity',
});

describe('the dashboard', () => {
  it('has lost events marked as seen', async () => {
    const { port, person } = openPage(page, { rows: { ...rows, 'health-issues': [lostEvents] } });
    await person.click(await screen.findByRole('button', { name: 'Mark as seen' }));
    await notified('Marked as seen');
    expect(port.commands().map(({ path }) => path)).toEqual(['health-issues/event-log-lost-events/acknowledge']);
  });

  it('shows what changed as soon as the stream says so', async () => {
    const { port } = openPage(page, { rows });
    await says('Started following “Night drive”');
    port.become({ rows: { activity: [{ ...followed, params: { name: 'Sunday' } }] } });
    act(() => port.emit('record', { resource: 'activity' }));
    await says('Started following “Sunday”');
  });

  it('says when live updates are lost for longer than a reconnect takes', async () => {
    const { port } = openPage(page, { rows });
    await says('Started following “Night drive”');
    expect(screen.queryByText('Not live')).toBeNull();
    act(() => port.breakOff());
    await says('Not live');
  });
});
