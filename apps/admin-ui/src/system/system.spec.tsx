import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { service } from '../dashboard/dashboard.stories.js';
import { refused } from '../providers/fake-console.js';
import { library } from '../resources/library/library.stories.js';
import { parked } from '../resources/parked-events/parked-events.stories.js';
import { fourStates } from '../testing/four-states.js';
import { openPage, rowOf, says, notified } from '../testing/open-page.js';
import { musicAway, readModel } from './system.stories.js';

const page = '/system';
const rows = { projections: [readModel], 'library-mirrors': [library], 'health-issues': [musicAway] };
const open = (answers = {}) => openPage(page, { rows, answers });

fourStates('the read models', {
  page,
  asks: 'GET projections',
  full: [readModel],
  reads: ['recording-states', 'Live', '12'],
  loading: 'Loading the read models',
});

fourStates('the library on the System page', {
  page,
  asks: 'GET library-mirrors',
  full: [{ ...library, unreadCount: 1, unread: [{ path: 'a.mp3', reason: 'empty', detail: '0 bytes' }] }],
  reads: [/^20 tracks on 2 albums; last full sync: /, /^One file or folder could not be taken in/, 'it is empty: 0 bytes'],
  empty: 'Not synced yet.',
  loading: 'Loading the state of the library',
});

fourStates('health', {
  page,
  asks: 'GET health-issues',
  full: [musicAway],
  reads: ['The music folder /mnt/music is not there.', 'Use this folder', 'Open folders'],
  empty: 'Nothing needs attention.',
  loading: 'Loading what needs attention',
});

fourStates('the services', {
  page,
  asks: 'GET services',
  full: [service],
  reads: ['Searches and fetches', 'Ready'],
  loading: 'Loading the services',
});

fourStates('the count of failed events', {
  page,
  asks: 'GET parked-events',
  full: [parked],
  reads: ['One event could not be handled and waits for you.'],
  empty: 'None waits for you.',
  loading: 'Loading the failed events',
});

describe('the system page', () => {
  it('has a read model built anew', async () => {
    const { port, person } = open();
    await person.click((await rowOf('recording-states')).getByRole('button', { name: 'Rebuild' }));
    await notified('Rebuild of recording-states started');
    expect(port.commands().map(({ path }) => path)).toEqual(['projections/match-svc:recording-states/rebuild']);
  });

  it('says why one is not', async () => {
    const { person } = open({ 'POST projections/*/rebuild': refused(403, 'This needs the role admin.') });
    await person.click((await rowOf('recording-states')).getByRole('button', { name: 'Rebuild' }));
    await notified('This needs the role admin.');
  });

  it('counts rows one by one when that is asked for', async () => {
    const { port, person } = open();
    await says('Rows (about)');
    await person.click(screen.getByRole('button', { name: 'Count rows' }));
    await says('Rows');
    await waitFor(() =>
      expect(port.sent.some(({ path, params }) => path === 'projections' && JSON.stringify(params).includes('"exact":true'))).toBe(true),
    );
  });

  it('has the whole library read', async () => {
    const { port, person } = open();
    await person.click(await screen.findByRole('button', { name: 'Sync now' }));
    await notified('Library sync started');
    expect(port.commands().map(({ path }) => path)).toEqual(['library/sweep']);
  });

  it('takes another folder for the music folder only after a second question', async () => {
    const { port, person } = open();
    await person.click(await screen.findByRole('button', { name: 'Use this folder' }));
    await says('Use this as the music folder?');
    await screen.findByRole('dialog');
    await person.click(screen.getByRole('button', { name: 'Use this folder' }));
    await notified('Filing continues in this folder');
    expect(port.commands().map(({ path }) => path)).toEqual(['roots/music/accept']);
  });
});
