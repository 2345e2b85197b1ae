import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { fakeConsole } from './fake-console.js';
import type { FakeConsole } from './fake-console.js';
import { connectLive } from './live.js';

describe('a list that changes all the time', () => {
  let port: FakeConsole;
  let stop: () => void;
  let client: QueryClient;
  beforeEach(() => {
    jest.useFakeTimers();
    client = new QueryClient();
    port = fakeConsole();
    stop = connectLive(client, port.data.live);
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
      port.emit('record', { resource: 'playlists' });
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
