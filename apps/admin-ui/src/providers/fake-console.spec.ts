import { describe, expect, it } from '@jest/globals';
import { consolePortContract, FIELD, WORDS } from './console-port.contract.js';
import type { Trouble } from './console-port.contract.js';
import { fakeConsole, refused } from './fake-console.js';

const troubles: Readonly<Record<Trouble, Error>> = {
  refused: refused(409, WORDS),
  invalid: refused(422, 'Some fields are not valid', FIELD),
  unavailable: refused(503, 'catalog-svc is not running.'),
};

consolePortContract('the console port in memory', async () => {
  const port = fakeConsole();
  return {
    port,
    holds: (playlists) => port.become({ rows: { playlists } }),
    meets: (trouble) => {
      if (trouble) port.become({ answers: { 'GET playlists': troubles[trouble], 'POST playlists/*/pause': troubles[trouble] } });
    },
    signOut: () => port.become({ account: null }),
    commands: () => port.commands().map(({ verb, path, body = {} }) => ({ what: `${verb} ${path}`, body })),
    stop: async () => undefined,
  };
});

describe('a story', () => {
  it('answers by the most exact path, and from then on what it becomes', async () => {
    const port = fakeConsole({ answers: { 'POST playlists/*/pause': { id: 'any' }, 'POST playlists/p1/pause': { id: 'exact' } } });
    expect([await port.data.command('playlists/p2/pause'), await port.data.command('playlists/p1/pause')]).toEqual([
      { id: 'any' },
      { id: 'exact' },
    ]);
    port.become({ answers: { 'POST playlists/p1/pause': refused(409, WORDS) } });
    await expect(port.data.command('playlists/p1/pause')).rejects.toThrow(WORDS);
  });

  it('tells whoever listens, until they stop', () => {
    const port = fakeConsole();
    const heard: string[] = [];
    const stop = port.data.live.open({
      opened: () => undefined,
      lost: () => heard.push('lost'),
      refused: () => undefined,
      heard: (kind) => heard.push(kind),
    });
    port.emit('record', { resource: 'playlists' });
    port.breakOff();
    stop();
    port.emit('record', { resource: 'playlists' });
    expect(heard).toEqual(['record', 'lost']);
  });
});

describe('lists of a story', () => {
  it('are counted by a field, under the filters of the list', async () => {
    const wishes = [
      { id: '1', cause: 'nothing-offered', state: 'open' },
      { id: '2', cause: 'nothing-offered', state: 'open' },
      { id: '3', cause: 'only-lossy', state: 'open' },
      { id: '4', cause: 'only-lossy', state: 'ignored' },
    ];
    const { data } = fakeConsole({ rows: { wishes } });
    expect(await data.ask('counts/wishes?_by=cause&state=open')).toEqual([
      { value: 'nothing-offered', count: 2 },
      { value: 'only-lossy', count: 1 },
    ]);
  });
});
