import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { restLive } from './rest-live.js';

/** The browser's own, as far as this uses it. */
class FakeEventSource {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 0;
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  readonly listeners = new Map<string, (event: { data: string; lastEventId?: string }) => void>();
  constructor(readonly url: string) {
    FakeEventSource.opened.push(this);
  }
  addEventListener(kind: string, hear: (event: { data: string; lastEventId?: string }) => void): void {
    this.listeners.set(kind, hear);
  }
  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror();
  }
}

describe('the stream of the gateway', () => {
  let heard: unknown[];
  let stop: () => void;
  const current = () => FakeEventSource.opened.at(-1) as FakeEventSource;
  beforeEach(() => {
    jest.useFakeTimers();
    FakeEventSource.opened = [];
    Object.assign(globalThis, { EventSource: FakeEventSource });
    heard = [];
    stop = restLive('http://nas.lan/api/v1/live').open({
      opened: () => heard.push('opened'),
      lost: () => heard.push('lost'),
      refused: () => heard.push('refused'),
      heard: (kind, data) => heard.push([kind, data]),
    });
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  it('is heard message by message', () => {
    expect(current().url).toBe('http://nas.lan/api/v1/live');
    current().onopen();
    current().listeners.get('record')?.({ data: '{"resource":"playlists"}' });
    expect(heard).toEqual(['opened', ['record', { resource: 'playlists' }]]);
  });

  it('is left to the browser while that tries again by itself', async () => {
    current().fail(0);
    await jest.advanceTimersByTimeAsync(15_000);
    expect([heard, FakeEventSource.opened.length]).toEqual([['lost'], 1]);
  });

  it('is taken for lost when it says nothing any more, as that of a frozen server, and opened again', async () => {
    current().onopen();
    for (let beat = 0; beat < 4; beat += 1) {
      await jest.advanceTimersByTimeAsync(15_000);
      current().listeners.get('heartbeat')?.({ data: '{}' });
    }
    expect([heard, FakeEventSource.opened.length]).toEqual([['opened'], 1]);
    current().listeners.get('record')?.({ data: '{}', lastEventId: 'life-7' });
    await jest.advanceTimersByTimeAsync(26_000);
    expect([heard, FakeEventSource.opened.length]).toEqual([['opened', ['record', {}], 'lost'], 2]);
    expect(current().url).toBe('http://nas.lan/api/v1/live?after=life-7'); // nothing is missed
  });

  it('is opened again after a refusal, with which the browser gives up', async () => {
    current().fail(FakeEventSource.CLOSED);
    expect(heard).toEqual(['lost', 'refused']);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(FakeEventSource.opened).toHaveLength(2);
    current().onopen();
    expect(heard).toEqual(['lost', 'refused', 'opened']);
  });

  it('is not opened again once nobody listens', async () => {
    current().fail(FakeEventSource.CLOSED);
    stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(FakeEventSource.opened).toHaveLength(1);
  });
});
