import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { streamDestination } from './log-destinations.js';
import { logOutput } from './log-output.js';
import type { LogDestination } from './log-output.js';

/** Takes what it is given, or fails with the error it is told to. */
function destination() {
  const written: string[] = [];
  const state: { error: Error | null } = { error: null };
  const target: LogDestination = {
    write: async (text) => {
      if (state.error) throw state.error;
      written.push(text);
    },
    writeNow: (text) => void written.push(text),
    close: async () => undefined,
  };
  return { written, state, target };
}
const turns = async () => {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
};

describe('a log', () => {
  it('writes the lines of one turn at once, in their order, and none is lost or written twice', async () => {
    const { written, target } = destination();
    const log = logOutput(target);
    log.write('one\n');
    log.write('two\n');
    expect(written).toEqual([]);
    await turns();
    expect(written).toEqual(['one\ntwo\n']);
    log.write('three\n');
    await turns();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
    expect(log.droppedLines()).toBe(0);
  });

  it('asks nothing of the process for each of many outputs', () => {
    const listening = process.listenerCount('exit');
    for (let n = 0; n < 50; n += 1) logOutput(destination().target);
    expect(process.listenerCount('exit')).toBe(listening);
  });
});

describe('a log whose disk is full', () => {
  it('counts what it drops, and one line says how many were dropped once it works again', async () => {
    const { written, state, target } = destination();
    const log = logOutput(target, 1);
    state.error = new Error('ENOSPC: no space left on device, write');
    log.write('lost\nlost too\n');
    await delay(20);
    expect(log.droppedLines()).toBe(2);
    state.error = null;
    log.write('here\n');
    await delay(20);
    const [notice = '', line] = written.join('').split('\n');
    expect(JSON.parse(notice)).toMatchObject({ level: 'warn', droppedLines: 2, error: 'ENOSPC: no space left on device, write' });
    expect(line).toBe('here');
    log.write('and on\n');
    await delay(20);
    expect(written.at(-1)).toBe('and on\n');
  });
});

describe('a log whose destination stalls', () => {
  it('keeps a bounded text and drops the rest', async () => {
    let release: () => void = () => undefined;
    let longest = 0;
    const log = logOutput({
      write: (text) => {
        longest = Math.max(longest, text.length);
        return new Promise((done) => (release = done));
      },
      writeNow: () => undefined,
      close: async () => undefined,
    });
    log.write('first\n');
    await turns();
    const line = `${'x'.repeat(999)}\n`;
    for (let n = 0; n < 1_000; n += 1) log.write(line);
    expect(log.droppedLines()).toBe(1_000 - 262);
    release();
    await turns();
    release();
    expect(longest).toBeLessThanOrEqual(262_144 + 500);
  });
});

describe('a log to a pipe nobody reads any more', () => {
  it('drops and counts its lines and throws nothing', async () => {
    const pipe = new PassThrough();
    const log = logOutput(streamDestination(pipe), 1);
    pipe.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    log.write('one\n');
    await delay(20);
    log.write('two\n');
    await delay(20);
    expect(log.droppedLines()).toBe(2);
  });
});
