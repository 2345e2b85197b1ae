import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { refused } from '../providers/fake-console.js';
import type { Sent } from '../providers/fake-console.js';
import { fourStates } from '../testing/four-states.js';
import { currentPage, notified, openPage, says } from '../testing/open-page.js';
import { wrongFolder } from './folders/folders.stories.js';
import { transfers } from './form/form.stories.js';
import { settled, users } from './settings.stories.js';

const page = '/settings/acquisition';
const open = (at = page, answers: object = {}) => openPage(at, { answers: { ...settled, ...answers } });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const writes = (commands: readonly Sent[]) => commands.filter(({ path }) => path !== 'discoveries');

fourStates('a page of settings', {
  page,
  asks: 'GET settings',
  around: { answers: settled },
  full: [transfers],
  reads: ['Transfers', 'A transfer stalls after', 'Nothing came for so long. Default: 1 minute.'],
  loading: 'Loading the settings',
});

describe('a setting', () => {
  it('is entered in people’s units, saved with the others of its section, and in force', async () => {
    const { port, person } = open();
    const stall = await screen.findByLabelText<HTMLInputElement>('A transfer stalls after');
    expect(stall.value).toBe('1.5');
    await person.clear(stall);
    await person.type(stall, '2');
    await says('Transfers changed');
    await person.click(await button('Save'));
    await notified('Transfers saved');
    expect(writes(port.commands())).toEqual([
      { verb: 'PATCH', path: 'settings/acquire-svc.transfers', body: { values: { stallMs: 120_000 } } },
    ]);
    expect(screen.queryByText('Transfers changed')).toBeNull();
  });

  it('that is wrong says so where it stands, and keeps what was typed', async () => {
    const { person } = open(page, {
      'PATCH settings/*': refused(422, 'Some fields are not valid', { parallel: 'must not be more than 20' }),
    });
    const parallel = await screen.findByLabelText<HTMLInputElement>('At once');
    await person.clear(parallel);
    await person.type(parallel, '40');
    await person.click(await button('Save'));
    await says('Must not be more than 20');
    expect(parallel.value).toBe('40');
    await says('Transfers changed');
  });

  it('that the environment sets is locked, and names its variable', async () => {
    open();
    expect((await screen.findByLabelText<HTMLInputElement>('Wait in a queue')).disabled).toBe(true);
    await says('SOULSYNC_PEER_QUEUE_MS');
  });

  it('goes back to its default', async () => {
    const { port, person } = open();
    await person.click(await button('Reset A transfer stalls after to its default'));
    await person.click(await button('Save'));
    await notified('Transfers saved');
    expect(writes(port.commands())[0]?.body).toEqual({ values: { stallMs: null } });
  });

  it('whose stored value is not in force says so', async () => {
    const [first] = transfers.settings;
    const wrong = { ...transfers, settings: [{ ...first, problem: 'must not be less than 1000' }] };
    open(page, { 'GET settings': [wrong] });
    await says('What was saved is not in force: must not be less than 1000. Save another value.');
  });

  it('has its changes told, each with its undo', async () => {
    const { port, person } = open(page, {
      'GET settings/acquire-svc.transfers/history': [
        { at: '2026-11-02T10:00:00.000Z', by: 'Ada', name: 'stallMs', old: 60_000, new: 90_000, secret: null },
      ],
    });
    await person.click(await button('Changes of Transfers'));
    await says('A transfer stalls after: 1 minute → 1.5 minutes');
    await person.click(await button('Undo: A transfer stalls after'));
    await notified('A transfer stalls after is as it was');
    expect(writes(port.commands())[0]).toEqual({
      verb: 'PATCH',
      path: 'settings/acquire-svc.transfers',
      body: { values: { stallMs: 60_000 } },
    });
  });
});

describe('the pages of settings', () => {
  it('are listed, and left without a question when nothing changed', async () => {
    const { person } = open();
    await says('Transfers');
    await person.click(screen.getByRole('link', { name: 'Files and names' }));
    await screen.findByRole('heading', { name: 'Files and names', level: 1 });
    expect(currentPage()).toBe('/settings/files');
  });

  it('ask before something is lost', async () => {
    const { person } = open();
    await person.type(await screen.findByLabelText('At once'), '1');
    await person.click(screen.getByRole('link', { name: 'Files and names' }));
    await says('Leave without saving?');
    await person.click(await button('Stay'));
    expect(currentPage()).toBe(page);
    await person.click(await screen.findByRole('link', { name: 'Files and names' })); // once the dialog is gone
    await person.click(await button('Leave'));
    await screen.findByRole('heading', { name: 'Files and names', level: 1 });
  });

  it('are not for a viewer, who is told what role it takes', async () => {
    openPage('/settings', { account: { id: 'a2', name: 'Bo', role: 'viewer' }, answers: settled });
    await says('Only administrators see and change settings');
  });
});

describe('a folder', () => {
  it('is tested before it is saved, and says what is wrong and how to mend it', async () => {
    const { port, person } = open('/settings/files', { 'POST folders/music/test': wrongFolder });
    const music = within(await screen.findByRole('region', { name: 'Music folder' }));
    await music.findByText('120 GB free of 500 GB');
    const path = music.getByLabelText('Folder');
    await person.clear(path);
    await person.type(path, '/data/musik');
    await person.click(music.getByRole('button', { name: 'Test the music folder' }));
    await music.findByText('There is no folder /data/musik here.');
    await music.findByText(/Mount it into the container, or correct the path\./);
    expect(writes(port.commands())).toEqual([{ verb: 'POST', path: 'folders/music/test', body: { path: '/data/musik' } }]);
  });
});

describe('users and keys', () => {
  it('are listed, added, and removed only after a question', async () => {
    const { port, person } = open('/settings/access', { 'GET users': users });
    await screen.findByText((_text, at) => /^Viewer\. Added 2 Nov.*, seen never$/.test(at?.textContent ?? '') && at?.tagName === 'DIV');
    await person.click(await button('Add a user'));
    await person.type(await screen.findByLabelText('Name'), 'Cy');
    await person.selectOptions(screen.getByLabelText('Role'), 'editor');
    await person.type(screen.getByLabelText('New password'), 'long enough');
    await person.click(await button('Add'));
    await notified('The user can sign in now');
    await person.click(await button('Remove Bo'));
    await person.click(await button('Remove'));
    await notified('Bo is removed');
    expect(port.commands()).toEqual([
      { verb: 'POST', path: 'users', body: { name: 'Cy', role: 'editor', password: 'long enough' } },
      { verb: 'DELETE', path: 'users/a2' },
    ]);
  });

  it('are shown once: a key never comes again', async () => {
    const { person } = open('/settings/api-keys', { 'GET api-keys': [], 'POST api-keys': { id: 'k1', key: 'sk_abc' } });
    await person.click(await button('Make a key'));
    await person.type(await screen.findByLabelText('Name'), 'homepage');
    await person.click(await button('Make'));
    await says('sk_abc');
    await person.click(await button('Done'));
    expect(screen.queryByText('sk_abc')).toBeNull();
  });

  it('one’s own password is changed, and a refusal stands in the form', async () => {
    const { port, person } = openPage('/account', {
      answers: { 'GET sessions': [], 'POST session/password': refused(403, 'That is not your password.') },
    });
    await person.click(await button('Change the password'));
    await person.type(await screen.findByLabelText('Present password'), 'wrong');
    await person.type(screen.getByLabelText('New password'), 'long enough now');
    await person.click(await button('Change'));
    await says('That is not your password.');
    expect(port.sent.find(({ path }) => path === 'session/password')?.body).toEqual({ current: 'wrong', next: 'long enough now' });
  });
});
