import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { openPage, says } from '../../testing/open-page.js';
import { settled } from '../settings.stories.js';

const line = (key: string, outcome: 'taken' | 'not-taken' | 'unchanged', more = {}) => ({
  key,
  section: 'acquire-svc.slskd',
  label: 'Address',
  outcome,
  why: null,
  ...more,
});
const lines = [
  line('soulseek.slskd_url', 'taken'),
  line('tidal', 'not-taken', { section: null, label: null, why: 'There is nothing like it here.' }),
];
const open = (answer: object) => openPage('/settings/import', { answers: { ...settled, 'POST settings/import': answer } });
/** jsdom's files can't be read. */
const file = (text: string) => Object.assign(new File([text], 'config.json', { type: 'application/json' }), { text: async () => text });
const old = { soulseek: { slskd_url: 'http://slskd:5030' }, tidal: {} };

describe('the import of settings', () => {
  it('says first what would be taken, and why the rest would not; then takes it', async () => {
    const { port, person } = open({ isDry: true, lines });
    await person.upload(await screen.findByLabelText('Settings file'), file(JSON.stringify(old)));
    await screen.findByRole('heading', { name: '1 of 2 would be taken' });
    const report = within(screen.getByRole('region', { name: 'What is in it' }));
    report.getByText('Address (acquire-svc.slskd)');
    report.getByText('There is nothing like it here.');
    port.become({ answers: { 'POST settings/import': { isDry: false, lines } } });
    await person.click(screen.getByRole('button', { name: 'Take 1 setting' }));
    await screen.findByRole('heading', { name: '1 of 2 taken' });
    expect(
      port
        .commands()
        .filter(({ path }) => path === 'settings/import')
        .map(({ body }) => body),
    ).toEqual([
      { file: old, dryRun: true },
      { file: old, dryRun: false },
    ]);
  });

  it('says what a file is that is none', async () => {
    const { port, person } = open(refused(422, 'file: is neither', { file: 'is neither a settings file nor an old one' }));
    const input = await screen.findByLabelText('Settings file');
    await person.upload(input, file('{'));
    await says('config.json is no JSON.');
    expect(port.commands().some(({ path }) => path === 'settings/import')).toBe(false);
    await person.upload(input, file('{}'));
    await says('This file is neither a settings file nor an old one.');
  });
});
