import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { noAnswer, unanswered } from '../providers/fake-console.js';
import { currentPage, openPage, says } from '../testing/open-page.js';

const summary = { id: '', review: 7, acquiring: 0, wished: 120 };
const story = { answers: { 'GET summary/': summary, 'GET summary': summary } };
const connection = { service: 'acquire-svc', section: null, since: '2026-12-01T10:00:00.000Z', code: null, nextTryAt: null, isInUse: true };

describe('the frame', () => {
  it('leads to every page and says what asks for eyes', async () => {
    const { person } = openPage('/system', story);
    const nav = within(await screen.findByRole('navigation', { name: 'Main' }));
    expect(nav.getByRole('link', { name: 'System' }).getAttribute('aria-current')).toBe('page');
    expect(await nav.findByRole('link', { name: /^Review\s*7$/ })).toBeTruthy();
    expect(await nav.findByRole('link', { name: /^Wishlist\s*99\+$/ })).toBeTruthy();
    expect(nav.getByRole('link', { name: 'Downloads' })).toBeTruthy();
    await person.click(nav.getByRole('link', { name: 'Activity' }));
    expect(currentPage()).toBe('/activity');
  });

  it('names the external systems in use, and in words what is not well', async () => {
    const connections = [
      { ...connection, id: 'spotify', state: 'connected', facts: 'Signed in as Robin', detail: null },
      { ...connection, id: 'slskd', state: 'unreachable', facts: null, detail: 'connect ECONNREFUSED' },
      { ...connection, id: 'plex', state: 'unconfigured', facts: null, detail: null },
    ];
    const { person } = openPage('/activity', { rows: { connections } });
    const cluster = within((await screen.findAllByRole('group', { name: 'Connections' }))[0] as HTMLElement); // found
    await cluster.findByRole('button', { name: 'Spotify' });
    await person.click(cluster.getByRole('button', { name: 'slskd not reachable' }));
    await says('connect ECONNREFUSED');
    expect(cluster.queryByRole('button', { name: /Plex/ })).toBeNull();
  });

  it('stays when SoulSync does not answer, says so, and recovers by itself', async () => {
    const { port } = openPage('/wishes', { answers: { 'GET wishes': noAnswer(), 'GET summary/': noAnswer() } });
    await says(/^SoulSync does not answer\. Trying again in \d s\.$/);
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeTruthy();
    expect(screen.queryByText('Songs that could not be found yet appear here.')).toBeNull(); // nobody knows that
    port.become({ answers: { 'GET wishes': [], 'GET summary/': summary } });
    await says('Songs that could not be found yet appear here.');
    await waitFor(() => expect(screen.queryByText(/Trying again in/)).toBeNull());
  });

  it('says nothing of live updates while they are only late', async () => {
    const { port } = openPage('/activity', { answers: { 'GET activity': unanswered } });
    await says('Live');
    act(() => port.breakOff());
    expect(screen.queryByText('Not live')).toBeNull();
  });

  it('says of an address that leads nowhere that it does', async () => {
    openPage('/nowhere', {});
    await says('There is no such page');
    expect(document.title).toBe('There is no such page · SoulSync');
  });
});
