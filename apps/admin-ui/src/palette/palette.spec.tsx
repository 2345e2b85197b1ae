import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { noAnswer } from '../providers/fake-console.js';
import type { Sent } from '../providers/fake-console.js';
import { album, artist, track } from '../resources/library/library.stories.js';
import { entries, nightDrive } from '../resources/playlists/playlists.stories.js';
import { currentPage, notified, openPage, says } from '../testing/open-page.js';

const rows = {
  playlists: [nightDrive],
  'playlist-entries': entries,
  'library-albums': [album],
  'library-artists': [artist],
  'library-tracks': [track],
  recordings: [],
};
const palette = () => screen.findByRole('combobox', { name: 'Search or jump to' });
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent.replace(/Enter$/, ''));
const group = async (name: string) => within(await screen.findByRole('group', { name }));
const questions = (sent: readonly Sent[]) => sent.flatMap(({ params }) => (params?.filter as { q?: string } | undefined)?.q ?? []);

describe('the command palette', () => {
  it.each([['{Control>}k{/Control}'], ['{Meta>}k{/Meta}'], ['/']])('opens with %s and closes with Esc', async (keys) => {
    const { person } = openPage('/wishes', { rows });
    await says('Songs that could not be found yet appear here.');
    await person.keyboard(keys);
    const field = await palette();
    await waitFor(() => expect(document.activeElement).toBe(field));
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('shows what is here at once, then what is found, and Enter opens the first', async () => {
    const { person, port } = openPage(`/playlists/${nightDrive.id}/show`, {
      rows,
      answers: { 'GET recordings': [{ id: 'r 77', title: 'Harbour Elsewhere', artists: ['Low Water'], album: null }] },
    });
    await screen.findByRole('table', { name: `Songs of ${nightDrive.name}` });
    await person.click(screen.getByRole('button', { name: /^Search or jump to…/ }));
    await person.type(await palette(), 'harbour');
    expect(options()[0]).toMatch(/^Harbour Lights/); // of the playlist that is open; nobody had to be asked
    await (await group('Songs')).findByText('Harbour Elsewhere');
    expect(options()[0]).toMatch(/^Harbour Lights/);
    expect([...new Set(questions(port.sent))]).toEqual(['harbour']); // not a letter at a time
    await person.keyboard('{ArrowDown}{Enter}');
    expect(currentPage()).toBe('/recordings/r%2077');
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('never shows the answer of an earlier question', async () => {
    const late: (() => void)[] = [];
    const answer = ({ params }: Sent) => {
      const { q } = params?.filter as { q: string };
      const found = [{ ...album, id: q, title: `Album called ${q}` }];
      return q === 'first' ? new Promise((done) => late.push(() => done(found))) : found;
    };
    const { person } = openPage('/wishes', { rows, answers: { 'GET library-albums': answer } });
    await says('Songs that could not be found yet appear here.');
    await person.keyboard('/');
    await person.type(await palette(), 'first');
    await waitFor(() => expect(late.length).toBeGreaterThan(0));
    await person.clear(await palette());
    await person.type(await palette(), 'second');
    await (await group('Albums')).findByText('Album called second');
    late.forEach((say) => say());
    await new Promise((done) => setTimeout(done, 50));
    expect(screen.queryByText('Album called first')).toBeNull();
  });

  it('finds pages and what can be done', async () => {
    const { person, port } = openPage('/wishes', { rows });
    await says('Songs that could not be found yet appear here.');
    await person.keyboard('/');
    await person.type(await palette(), 'files');
    await (await group('Pages')).findByText('Files and names');
    await person.clear(await palette());
    await person.type(await palette(), 'sync the');
    await (await group('Do')).findByText('Sync the library now');
    await person.keyboard('{Enter}');
    await notified('Library sync started');
    expect(port.commands().map(({ path }) => path)).toEqual(['library/sweep']);
  });

  it('offers a viewer what a viewer may do', async () => {
    const { person } = openPage('/wishes', { rows, account: { id: 'v', name: 'Vi', role: 'viewer' } });
    await says('Songs that could not be found yet appear here.');
    await person.keyboard('/');
    await (await group('Do')).findByText('Show all keys');
    expect(screen.queryByText('Sync the library now')).toBeNull();
    expect(screen.queryByText('Files and names')).toBeNull();
  });

  it('says when nothing is called so, and when nobody can say', async () => {
    const { person, port } = openPage('/wishes', { rows });
    await says('Songs that could not be found yet appear here.');
    await person.keyboard('/');
    await person.type(await palette(), 'qqqq');
    await says('Nothing here is called “qqqq”.');
    port.become({ answers: { 'GET library-albums': noAnswer() } });
    await person.type(await palette(), 'q');
    await says(/can’t be searched right now\.$/);
  });
});
