import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { refused, unanswered } from '../providers/fake-console.js';
import { fourStates } from '../testing/four-states.js';
import { openPage, says, notified } from '../testing/open-page.js';
import { lostEvents, musicAway } from '../system/system.stories.js';
import { slskdUp } from '../settings/settings.stories.js';
import { nightDrive, sunday } from '../resources/playlists/playlists.stories.js';
import { lost } from '../resources/wishes/wishes.stories.js';
import { album } from '../resources/library/library.stories.js';
import { disks, hours, summary, throughput } from './dashboard.stories.js';

const followed = { id: 'ev1', at: '2026-11-01T10:00:00.000Z', type: 'PlaylistFollowed', params: { name: 'Night drive' } };
const rows = { summary: [summary], activity: [followed] };
const page = '/';

fourStates('the figures', {
  page,
  asks: 'GET summary/',
  full: summary,
  reads: [/^Five songs/, '19', '1,234 songs'],
  loading: 'Loading the figures',
});

fourStates('the connections', {
  page,
  asks: 'GET connections',
  around: { rows: { summary: [summary] } },
  full: [slskdUp],
  reads: ['Connected'],
  empty: 'Nothing is set up yet.',
  loading: 'Loading the connections',
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
  reads: [/Started following “Night drive”/],
  empty: 'Nothing has happened yet.',
  loading: 'Loading the latest activity',
});

fourStates('the last hour', {
  page,
  asks: 'GET throughput',
  around: { rows: { summary: [summary] } },
  full: throughput,
  reads: [/^\d+ MB, \d+ searches$/, 'Fetched in the last hour'],
  loading: 'Loading the last hour',
});

fourStates('what was filed each day', {
  page,
  asks: 'GET hourly-throughput',
  around: { rows: { summary: [summary] } },
  full: hours,
  reads: [/in two weeks$/, 'Files filed each day'],
  loading: 'Loading what was filed each day',
});

fourStates('the space', {
  page,
  asks: 'GET disks',
  around: { rows: { summary: [summary] } },
  full: disks,
  reads: ['Music and downloads', '432 GB free of 2.1 TB', 'Data folder', 'Almost full'],
  loading: 'Loading the space',
});

fourStates('what is new in the library', {
  page,
  asks: 'GET library-albums',
  around: { rows: { summary: [summary] } },
  full: [album],
  reads: [album.title],
});

it('no figure of the last hour or the last days is said before it is known', async () => {
  openPage(page, {
    rows: { summary: [summary] },
    answers: { 'GET throughput': unanswered, 'GET hourly-throughput': refused(503, 'Away.') },
  });
  await says('Last hour');
  await says('Filed each day');
  expect(screen.queryByText(/searches$/)).toBeNull();
  expect(screen.queryByText(/in two weeks$/)).toBeNull();
});

describe('what is done to all at once', () => {
  const everything = { ...rows, playlists: [nightDrive, { ...sunday, paused: true }], wishes: [lost] };

  it('says what begins, of how many', async () => {
    const { port, person } = openPage(page, { rows: everything });
    await person.click(await screen.findByRole('button', { name: 'Refresh playlists' }));
    await notified('1 playlist will be read again, one after the other');
    await person.click(await screen.findByRole('button', { name: 'Retry wishes' }));
    await notified('1 wish will be searched for again, as fast as slskd allows');
    expect(port.commands().map(({ path }) => path)).toEqual([
      'tasks/catalog-svc:refresh-playlists/run',
      'tasks/acquire-svc:retry-wishes/run',
    ]);
  });

  it('asks before everything is paused, and undoes it', async () => {
    const { port, person } = openPage(page, { rows: everything });
    await person.click(await screen.findByRole('button', { name: 'More for everything' }));
    await person.click(await screen.findByRole('menuitem', { name: 'Pause 1 playlist' }));
    await person.click(await screen.findByRole('button', { name: 'Pause 1 playlist' }));
    await notified(/^Paused: /);
    await person.click(await screen.findByRole('button', { name: 'More for everything' }));
    await person.click(await screen.findByRole('menuitem', { name: 'Resume 1 playlist' }));
    await notified(/^Resumed: /);
    expect(port.commands().map(({ path }) => path)).toEqual([`playlists/${nightDrive.id}/pause`, `playlists/${sunday.id}/resume`]);
  });

  it('is not offered where there is nothing, nor to a viewer', async () => {
    openPage(page, { rows, account: { id: 'v1', name: 'Vera', role: 'viewer' } });
    await says(/^Five songs/);
    expect(screen.queryByRole('button', { name: 'More for everything' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Retry wishes' })).toBeNull();
  });
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
    await says(/Started following “Night drive”/);
    port.become({ rows: { activity: [{ ...followed, params: { name: 'Sunday' } }] } });
    act(() => port.emit('record', { resource: 'activity' }));
    await says(/Started following “Sunday”/);
  });

  it('says when live updates are lost for longer than a reconnect takes', async () => {
    const { port } = openPage(page, { rows });
    await says(/Started following “Night drive”/);
    expect(screen.queryByText('Not live')).toBeNull();
    act(() => port.breakOff());
    await says('Not live');
  });
});
