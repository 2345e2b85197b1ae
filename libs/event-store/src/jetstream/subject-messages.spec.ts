import { describe, expect, it } from '@jest/globals';
import type { StoredMsg } from '@nats-io/jetstream';
import { answersManyAtOnce, subjectMessages } from './subject-messages.js';

const message = (seq: number) => ({ seq }) as StoredMsg; // what is used of it

/** A server with messages of one subject, at these sequences. `lagging`: its batches end there, as those of a replica that is behind. */
function server(version: string, sequences: readonly number[], { atOnce = 3, lagging = Infinity } = {}) {
  const asked: string[] = [];
  const reads = {
    serverVersion: () => version,
    async next(_: string, from: number) {
      asked.push(`one from ${from}`);
      const found = sequences.find((seq) => seq >= from);
      return found === undefined ? null : message(found);
    },
    async getBatch({ seq: from = 0 }: { seq?: number }) {
      asked.push(`many from ${from}`);
      const found = sequences.filter((seq) => seq >= from && seq <= lagging).slice(0, atOnce);
      return (async function* () {
        yield* found.map(message);
      })();
    },
  };
  const read = async (from: number, last: number) => (await subjectMessages(reads, 's', from, message(last))).map(({ seq }) => seq);
  return { asked, read };
}

describe('messages of a subject', () => {
  it('come one by one from a server that knows no other way', async () => {
    const on = server('2.9.10', [2, 5, 9]);
    expect(await on.read(1, 9)).toEqual([2, 5, 9]);
    expect(on.asked).toEqual(['one from 1', 'one from 3', 'one from 6']);
  });

  it('come at once from a server that can, in as many answers as it takes', async () => {
    const on = server('2.11.0', [2, 5, 9, 12, 15]);
    expect(await on.read(1, 15)).toEqual([2, 5, 9, 12, 15]);
    expect(on.asked).toEqual(['many from 1', 'many from 10']);
  });

  it('end with the last that was known, whatever is stored meanwhile', async () => {
    expect(await server('2.12.3', [2, 5, 9]).read(1, 5)).toEqual([2, 5]);
  });

  it('are completed one by one where a replica is behind', async () => {
    const on = server('2.11.4', [2, 5, 9, 12], { lagging: 5 });
    expect(await on.read(1, 12)).toEqual([2, 5, 9, 12]);
    expect(on.asked).toEqual(['many from 1', 'many from 6', 'one from 6', 'one from 10']);
  });

  it('need no question where there is but the last, which is known', async () => {
    const on = server('2.11.0', [7]);
    expect(await on.read(7, 7)).toEqual([7]);
    expect(on.asked).toEqual([]);
  });
});

describe('a version of the server', () => {
  it.each(['2.11.0', '2.11.0-RC.1', 'v2.12.3', '3.0.0'])('%s answers many at once', (version) => {
    expect(answersManyAtOnce(version)).toBe(true);
  });

  it.each(['2.9.10', '2.10.27', '1.4.1', '', 'dev'])('%j does not, as far as is known', (version) => {
    expect(answersManyAtOnce(version)).toBe(false);
  });
});
