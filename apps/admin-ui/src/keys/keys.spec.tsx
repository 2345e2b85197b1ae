import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { longDivision } from '../resources/matches/matches.stories.js';
import { entries, nightDrive } from '../resources/playlists/playlists.stories.js';
import { currentPage, openPage, says } from '../testing/open-page.js';
import { keyTable } from './key-table.js';
import { boundKeys } from './keyboard.js';

const story = { rows: { playlists: [nightDrive], 'playlist-entries': entries, matches: [longDivision] } };
const songs = async () => within(await screen.findByRole('table', { name: `Songs of ${nightDrive.name}` }));
const open = async () => {
  const page = openPage(`/playlists/${nightDrive.id}/show`, story);
  const table = await songs();
  return { ...page, ticks: () => table.getAllByRole<HTMLInputElement>('checkbox').slice(1), links: () => table.getAllByRole('link') };
};
const inRow = () => within(document.activeElement?.closest('tr') ?? document.body);

describe('keys', () => {
  it('are those that ? shows: each of them has somebody who listens', async () => {
    const { person } = await open();
    const heard = new Set(boundKeys());
    await person.keyboard('gr');
    await says(/^Is one of these your/);
    expect(currentPage()).toBe('/matches');
    for (const id of boundKeys()) heard.add(id);
    expect([...heard].sort()).toEqual([...keyTable.keys()].sort());
    await person.keyboard('?');
    const dialog = within(await screen.findByRole('dialog', { name: 'Keys' }));
    for (const { what } of keyTable.values()) expect(dialog.getAllByText(what).length).toBeGreaterThan(0);
    expect(dialog.getAllByText('g')).toHaveLength([...keyTable.keys()].filter((id) => id.startsWith('go ')).length);
  });

  it('are what is written while somebody types', async () => {
    const { person } = await open();
    await person.type(screen.getByRole('searchbox', { name: 'Find in playlist' }), 'gd?');
    expect(currentPage()).toBe(`/playlists/${nightDrive.id}/show`);
    expect(screen.queryByRole('dialog')).toBeNull();
    await person.keyboard('{Escape}');
    expect(document.activeElement).toBe(document.body);
  });

  it('do nothing while a dialog is open', async () => {
    const { person } = await open();
    await person.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keys' });
    await person.keyboard('gd');
    expect(currentPage()).toBe(`/playlists/${nightDrive.id}/show`);
  });

  it('can be switched off, and stay off in this browser', async () => {
    const { person } = openPage('/account', { ...story, answers: { 'GET sessions': [] } });
    await person.click(await screen.findByRole('switch', { name: 'Single keys' }));
    await person.click(screen.getByRole('heading', { level: 1 }));
    await person.keyboard('gd?');
    expect(currentPage()).toBe('/account');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(JSON.stringify({ ...localStorage })).toContain('keys.single');
  });
});

describe('the row one is at', () => {
  it('has the focus: next, previous, and no further than there are rows', async () => {
    const { person, ticks } = await open();
    await person.keyboard('jj');
    expect(inRow().getByRole('checkbox')).toBe(ticks()[1]);
    await person.keyboard('k{ArrowUp}k');
    expect(inRow().getByRole('checkbox')).toBe(ticks()[0]);
    await person.keyboard('{ArrowDown}');
    expect(inRow().getByRole('checkbox')).toBe(ticks()[1]);
  });

  it('is selected, alone or with all rows from the last one on, and let go of with Esc', async () => {
    const { person, ticks } = await open();
    await person.keyboard('jxjj');
    await person.keyboard('{Shift>}X{/Shift}');
    await says('3 selected');
    expect(
      ticks()
        .slice(0, 3)
        .map(({ checked }) => checked),
    ).toEqual([true, true, true]);
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText('3 selected')).toBeNull());
  });

  it('is opened, and says what else can be done with it and why it is so', async () => {
    const { person } = await open();
    await person.keyboard('jm');
    await screen.findByRole('menu');
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    await person.keyboard('w');
    expect(currentPage()).toMatch(/^\/recordings\//);
  });
});
