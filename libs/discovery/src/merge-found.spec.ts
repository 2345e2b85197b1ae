import { describe, expect, it } from '@jest/globals';
import { mergeFound } from './merge-found.js';
import type { Sighting } from './merge-found.js';

const seen = (url: string, more: Partial<Sighting> = {}): Sighting => ({
  ...{
    kind: 'plex',
    name: null,
    url,
    version: '1',
    serverId: 'c0ffee',
    state: 'answers',
    since: '2026-01-01T00:00:00.000Z',
    port: 32_400,
    own: false,
    order: 0,
  },
  ...more,
});

describe('what was seen', () => {
  it('is one server by its lasting id, wherever it answered', () => {
    expect(mergeFound([seen('http://127.0.0.1:32400'), seen('http://192.168.1.2:32400', { name: 'Attic' })])).toMatchObject([
      { url: 'http://127.0.0.1:32400', alsoAt: ['http://192.168.1.2:32400'], name: 'Attic' },
    ]);
  });

  it('is at the address that was asked first, though another answered faster', () => {
    const found = mergeFound([seen('http://192.168.1.2:32400', { order: 9 }), seen('http://127.0.0.1:32400', { order: 1 })]);
    expect(found).toMatchObject([{ url: 'http://127.0.0.1:32400', alsoAt: ['http://192.168.1.2:32400'] }]);
  });

  it('is two servers by two ids, though both call themselves alike', () => {
    expect(
      mergeFound([seen('http://10.0.0.1:32400', { name: 'A' }), seen('http://10.0.0.2:32400', { name: 'A', serverId: 'dead' })]),
    ).toHaveLength(2);
  });

  it('is, without an id, one on our own machine and one each elsewhere', () => {
    const slskd = (url: string, own: boolean) => seen(url, { kind: 'slskd', serverId: null, port: 5_030, own });
    const found = mergeFound([
      slskd('http://127.0.0.1:5030', true),
      slskd('http://192.168.1.2:5030', true),
      slskd('http://192.168.1.3:5030', false),
      slskd('http://192.168.1.4:5030', false),
    ]);
    expect(found.map(({ url, alsoAt }) => [url, ...alsoAt])).toEqual([
      ['http://127.0.0.1:5030', 'http://192.168.1.2:5030'],
      ['http://192.168.1.3:5030'],
      ['http://192.168.1.4:5030'],
    ]);
  });

  it('answers, once it did, though it was starting before', () => {
    const starting = seen('http://10.0.0.1:32400', { state: 'starting', serverId: null });
    expect(mergeFound([starting, seen('http://10.0.0.1:32400')])).toMatchObject([{ state: 'answers', alsoAt: [] }]);
    expect(mergeFound([starting])).toMatchObject([{ state: 'starting' }]);
  });
});
