import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LiveEars } from './console-port.js';
import { liveSharing } from './live-sharing.js';
import type { Port, ToPage, ToWorker } from './live-sharing.js';

describe('one stream for all pages of a browser', () => {
  let opened: string[];
  let closed: number;
  let ears: LiveEars;
  let take: (port: Port) => void;
  beforeEach(() => {
    opened = [];
    closed = 0;
    take = liveSharing((url) => ({
      open(given) {
        opened.push(url);
        ears = given;
        return () => void (closed += 1);
      },
    }));
  });

  const page = () => {
    const told: string[] = [];
    const port: Port = {
      onmessage: null,
      postMessage: (message: ToPage) => void told.push('topic' in message ? message.topic : message.kind),
    };
    take(port);
    const say = (data: ToWorker) => port.onmessage?.({ data });
    return { told, hello: () => say({ kind: 'hello', url: '/live' }), bye: () => say({ kind: 'bye' }) };
  };

  it('is opened once, and each page hears all of it', () => {
    const [one, other] = [page(), page()];
    one.hello();
    ears.opened();
    other.hello();
    ears.heard('record', { resource: 'playlists' });
    ears.lost();
    expect(opened).toEqual(['/live']);
    expect([one.told, other.told]).toEqual([
      ['opened', 'record', 'lost'],
      ['opened', 'record', 'lost'],
    ]);
  });

  it('tells a page that comes later nothing of a stream that is away', () => {
    const [one, other] = [page(), page()];
    one.hello();
    ears.opened();
    ears.lost();
    other.hello();
    expect(other.told).toEqual([]);
  });

  it('is closed with the last page, and opened again for the next one', () => {
    const [one, other] = [page(), page()];
    one.hello();
    other.hello();
    one.bye();
    expect(closed).toBe(0);
    other.bye();
    expect(closed).toBe(1);
    one.hello();
    expect(opened).toHaveLength(2);
  });
});
