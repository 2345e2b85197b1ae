import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { service, summary } from '../dashboard/dashboard.stories.js';
import { refused } from '../providers/fake-console.js';
import type { Sent, Story } from '../providers/fake-console.js';
import { library } from '../resources/library/library.stories.js';
import { parked } from '../resources/parked-events/parked-events.stories.js';
import { fourStates } from '../testing/four-states.js';
import { currentPage, openPage, rowOf, says, notified } from '../testing/open-page.js';
import { logged, musicAway, readModel, refresh, tasks } from './system.stories.js';

const page = '/system';
const readModels = '/system/read-models';
const rows = { projections: [readModel], 'library-mirrors': [library], 'health-issues': [musicAway] };
const open = (answers = {}) => openPage(page, { rows, answers });
const openModels = (answers = {}) => openPage(readModels, { rows, answers });

fourStates('the read models', {
  page: readModels,
  asks: 'GET projections',
  full: [readModel],
  reads: ['recording-states', 'Live', '12'],
  loading: 'Loading the read models',
});

fourStates('the tasks', {
  page: '/system/tasks',
  asks: 'GET tasks',
  full: tasks,
  reads: [
    'Refresh playlists',
    /took 3\.2 s/,
    'Look for changes in Plex',
    /^Plex answers 503/,
    'plex-svc, every 24 h',
    'not yet',
    'when this run is over',
  ],
  loading: 'Loading the tasks',
});

fourStates('the logs', {
  page: '/system/logs',
  asks: 'GET logs',
  full: logged,
  reads: ['a playlist was read', 'a database connection was lost', 'Warning', 'Error'],
  none: { ...logged, lines: [] },
  empty: 'Nothing was logged yet.',
  loading: 'Loading the logs',
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
    const { port, person } = openModels();
    await person.click((await rowOf('recording-states')).getByRole('button', { name: 'Rebuild' }));
    await notified('Rebuild of recording-states started');
    expect(port.commands().map(({ path }) => path)).toEqual(['projections/match-svc:recording-states/rebuild']);
  });

  it('says why one is not', async () => {
    const { person } = openModels({ 'POST projections/*/rebuild': refused(403, 'This needs the role admin.') });
    await person.click((await rowOf('recording-states')).getByRole('button', { name: 'Rebuild' }));
    await notified('This needs the role admin.');
  });

  it('counts rows one by one when that is asked for', async () => {
    const { port, person } = openModels();
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

describe('the tasks', () => {
  it('are run now where that is possible, and what began is said', async () => {
    const { port, person } = openPage('/system/tasks', { rows: { tasks } });
    await person.click(await screen.findByRole('button', { name: 'Run now: Refresh playlists' }));
    await notified('All playlists are read again');
    expect(port.commands().map(({ path }) => path)).toEqual(['tasks/catalog-svc:refresh-playlists/run']);
    expect(screen.queryByRole('button', { name: 'Run now: Write playlists to Plex' })).toBeNull();
  });

  it('are looked at, and not hurried, by a viewer', async () => {
    openPage('/system/tasks', { rows: { tasks: [refresh] }, account: { id: 'v1', name: 'Vera', role: 'viewer' } });
    await says('Refresh playlists');
    expect(screen.queryByRole('button', { name: /^Run now/ })).toBeNull();
  });

  it('have an address of their own, with the others beside it', async () => {
    const { person } = openPage('/system/tasks', { rows: { tasks } });
    const tabs = await screen.findByRole('navigation', { name: 'System' });
    expect(within(tabs).getByRole('link', { name: 'Tasks' }).getAttribute('aria-current')).toBe('page');
    await person.click(within(tabs).getByRole('link', { name: /^Health/ }));
    await says('Nothing needs attention.');
    expect(currentPage()).toBe('/system');
  });
});

describe('the logs', () => {
  const openLogs = (answer: object | ((sent: Sent) => unknown) = logged, more: Partial<Story> = {}) =>
    openPage('/system/logs', { answers: { 'GET logs': answer }, ...more });
  /** What was asked, as its questions. */
  const questions = (sent: readonly Sent[]) =>
    sent.filter(({ path }) => path.startsWith('logs')).map(({ path }) => Object.fromEntries(new URLSearchParams(path.slice(5))));

  it('go on from where the last answer ended, and show what came since below it', async () => {
    const later = { ...logged, next: 'still later', lines: [{ ...logged.lines[0], id: 'catalog-svc:p1:2', message: 'it was read again' }] };
    const { port } = openLogs(({ path }: Sent) =>
      path.includes('after=later') ? later : path.includes('after') ? { ...later, lines: [] } : logged,
    );
    await says('it was read again');
    await says('a playlist was read');
    const [first, second] = questions(port.sent);
    expect(first).toMatchObject({ level: 'info', limit: '300' });
    expect(second).toMatchObject({ after: 'later' });
  });

  it('are narrowed by level, service and words, and by the work that a line belongs to', async () => {
    const { port, person } = openLogs();
    await person.click(await screen.findByRole('button', { name: 'Errors' }));
    await person.type(await screen.findByLabelText('Containing'), 'x');
    await person.click(await screen.findByText('a playlist was read'));
    await says('playlistId');
    const [first] = await screen.findAllByRole('button', { name: 'Show only lines of this work' });
    if (first) await person.click(first);
    await screen.findByRole('button', { name: 'Show all work again' });
    await waitFor(() => expect(questions(port.sent).at(-1)).toMatchObject({ level: 'error', text: 'x', correlationId: 'c1' }));
  });

  it('say that no line matches, and how to see all again', async () => {
    const { person } = openLogs(({ path }: Sent) => (path.includes('level=error') ? { ...logged, lines: [] } : logged));
    await person.click(await screen.findByRole('button', { name: 'Errors' }));
    await says('No line matches.');
    await person.click(screen.getByRole('button', { name: 'Clear filter' }));
    await says('a playlist was read');
  });

  it('stand still while they are held', async () => {
    const { port, person } = openLogs(({ path }: Sent) => (path.includes('after') ? { ...logged, lines: [] } : logged));
    await person.click(await screen.findByRole('button', { name: 'Hold' }));
    const before = questions(port.sent).length;
    await new Promise((passed) => setTimeout(passed, 2_500));
    expect(questions(port.sent).length).toBe(before);
    await person.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(questions(port.sent).length).toBeGreaterThan(before));
  });

  it('say whose lines are missing, and that there are older ones', async () => {
    openLogs({ ...logged, isCut: true, silent: ['organize-svc'] });
    await says('No answer from organize-svc: its lines are missing.');
    await says('There are older lines than these.');
  });

  it('are for admins alone', async () => {
    const { port } = openLogs(logged, { account: { id: 'e1', name: 'Eve', role: 'editor' } });
    await says('Only administrators see the logs');
    expect(questions(port.sent)).toEqual([]);
  });
});

describe('the memory of the services', () => {
  const both = [
    { ...service, id: 'match-svc', rssMb: 100 },
    { ...service, id: 'plex-svc', rssMb: 100 },
  ];

  it('is that of each where each is a process', async () => {
    openPage(page, { rows: { services: both }, answers: { 'GET summary/': { ...summary, rssMb: 200 } } });
    await says('200 MB of memory in all');
    await says(/match-svc.*, 100 MB$/);
  });

  it('is said once where they share one', async () => {
    openPage(page, { rows: { services: both }, answers: { 'GET summary/': { ...summary, rssMb: 100 } } });
    await says('100 MB of memory in all');
    expect(screen.queryByText(/, 100 MB$/)).toBeNull();
  });
});
