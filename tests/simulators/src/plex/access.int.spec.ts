import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SHARED, startedPlex, until } from './started-plex.js';
import type { StartedPlex } from './started-plex.js';

let plex: StartedPlex;
beforeAll(async () => {
  plex = await startedPlex({ generated: { albums: 2, tracksPerAlbum: 3 } });
});
afterAll(() => plex.stop());
afterEach(() => plex.control('switch', { sharedStatus: 403, filesForShared: false }));

describe('who may ask', () => {
  it('is anybody for the identity, and nobody else without a token', async () => {
    expect((await plex.ask('/identity', { token: '' })).status).toBe(200);
    const refused = await plex.ask('/library/sections', { token: 'wrong' });
    expect(refused).toMatchObject({ status: 401, type: 'text/html' });
  });

  it('reads with a shared token, does not see files, and is refused what an admin does', async () => {
    const { container } = await plex.ask('/library/metadata/3000000', { token: SHARED });
    expect(JSON.stringify(container)).not.toContain('/data/music');
    for (const path of ['/:/prefs', '/library/sections/3/refresh']) expect((await plex.ask(path, { token: SHARED })).status).toBe(403);
    expect((await plex.ask('/library/metadata/3000000?title.value=x', { token: SHARED, method: 'PUT' })).status).toBe(403);
    await plex.control('switch', { sharedStatus: 401 });
    expect((await plex.ask('/:/prefs', { token: SHARED })).status).toBe(401);
    expect((await plex.ask('/:/prefs')).status).toBe(200);
  });

  it('gets a shorter description of the server when it is not the owner', async () => {
    expect((await plex.ask('/')).text).toContain('myPlexSubscription');
    expect((await plex.ask('/', { token: SHARED })).text).not.toContain('myPlexSubscription');
  });
});

describe('answers', () => {
  it('are XML unless JSON was asked for, also lists', async () => {
    const xml = { headers: { Accept: '*/*' } };
    for (const [path, element] of [
      ['/identity', '<MediaContainer size="0"'],
      ['/library/sections', '<Directory key="3" type="artist"'],
      ['/library/sections/3/all?type=10', '<Track ratingKey="3000'],
      ['/library/sections/3/all?type=9', '<Directory ratingKey="2000'],
    ]) {
      const said = await plex.ask(path ?? '', xml);
      expect(said.type).toContain('xml');
      expect(said.text).toContain(element);
    }
  });

  it('leave empty lists out', async () => {
    const { text } = await plex.ask('/library/sections/3/all?type=10&title=nobody');
    expect(text).not.toContain('Metadata');
  });
});

describe('a server that comes up', () => {
  const read = () =>
    plex.ask('/identity', { token: '' }).then(
      ({ status }) => status,
      () => 'refused',
    );
  const write = async () => {
    const { status, text } = await plex.ask('/library/sections/3/refresh');
    return text.includes('still starting up. Please retry later') ? `${status} later` : status;
  };

  it('refuses for a while, then answers', async () => {
    await plex.control('restart', { refuseMs: 1_000 });
    await until(read, (seen) => seen === 'refused');
    await until(read, (seen) => seen === 200);
  });

  it('is unavailable at first, even for the identity', async () => {
    await plex.control('restart', { unavailableMs: 600_000, readsOnlyMs: 600_000 });
    expect([await read(), await write()]).toEqual([503, 503]);
  });

  it('reads before it writes', async () => {
    await plex.control('restart', { readsOnlyMs: 600_000 });
    expect([await read(), await write()]).toEqual([200, '400 later']);
    await plex.control('restart');
    expect([await read(), await write()]).toEqual([200, 200]);
  });

  it('is in maintenance for as long as it is told', async () => {
    await plex.control('maintenance', { on: true });
    expect((await plex.ask('/identity')).status).toBe(503);
    await plex.control('maintenance', { on: false });
    expect((await plex.ask('/identity')).status).toBe(200);
  });
});
