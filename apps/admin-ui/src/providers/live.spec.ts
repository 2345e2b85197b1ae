import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { connectLive } from './live.js';

/** The stream of the gateway, as far as this hears it. */
class FakeStream {
  static last: FakeStream | null = null;
  readonly heard = new Map<string, (event: { data: string }) => void>();
  constructor() {
    FakeStream.last = this;
  }
  addEventListener(kind: string, hear: (event: { data: string }) => void): void {
    this.heard.set(kind, hear);
  }
  close(): void {}
}

describe('a list that changes all the time', () => {
  let stop: () => void;
  let client: QueryClient;
  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, { EventSource: FakeStream, document: { baseURI: 'http://127.0.0.1/' } });
    client = new QueryClient();
    stop = connectLive(client);
  });
  afterEach(() => {
    stop();
    client.clear();
    jest.useRealTimers();
  });

  it('is seen also where an answer takes longer than the next change, and is asked for once more after the last one', async () => {
    let asked = 0;
    const answers: number[] = [];
    const observer = new QueryObserver<number>(client, {
      queryKey: ['playlists', 'getList'],
      queryFn: async () => {
        asked += 1;
        const nth = asked;
        await new Promise((done) => setTimeout(done, 1_300));
        return nth;
      },
    });
    const leave = observer.subscribe(({ data, isFetching }) => {
      if (data !== undefined && !isFetching) answers.push(data);
    });
    for (let at = 0; at < 40; at += 1) {
      FakeStream.last?.heard.get('record')?.({ data: JSON.stringify({ resource: 'playlists' }) });
      await jest.advanceTimersByTimeAsync(250);
    }
    expect(answers.length).toBeGreaterThan(3); // broken off with each change it was never answered
    await jest.advanceTimersByTimeAsync(5_000);
    expect(answers.at(-1)).toBe(asked);
    const rest = asked;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(rest);
    leave();
  });
});
