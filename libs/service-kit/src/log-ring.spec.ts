import { describe, expect, it } from '@jest/globals';
import type { LogQuery } from '@soulsync/contracts';
import { Invalid } from './errors.js';
import { jsonLogger } from './json-logger.js';
import { logQuery } from './log-query.js';
import { logRing } from './log-ring.js';

function held(units?: number) {
  const ring = logRing('match-svc', 'p1', units);
  const log = jsonLogger(
    'match-svc',
    () => 'debug',
    (line, level) => ring.keep(level, line),
  );
  const said = (query: Partial<LogQuery> = {}) => {
    const report = ring.report({ after: null, level: 'debug', text: null, correlationId: null, limit: 100, ...query });
    return { ...report, lines: report.lines.map(({ message }) => message) };
  };
  return { ring, log, said };
}

describe('the last lines of a log', () => {
  it('are told in their order, each with what it says beside its message', () => {
    const { ring, log } = held();
    log.info('started', { adminUrl: null, correlationId: 'c1' });
    const { lines } = ring.report({ after: null, level: 'info', text: null, correlationId: null, limit: 1 });
    expect(lines).toEqual([
      {
        id: 'match-svc:p1:1',
        at: expect.stringMatching(/^\d{4}-/),
        level: 'info',
        service: 'match-svc',
        message: 'started',
        correlationId: 'c1',
        details: { adminUrl: null },
      },
    ]);
  });

  it('are told from where whoever asks stopped', () => {
    const { log, said } = held();
    log.info('one');
    const { last } = said();
    log.info('two');
    expect(said({ after: last })).toEqual({ processId: 'p1', lines: ['two'], last: 2, isCut: false });
    expect(said({ after: 2 }).lines).toEqual([]);
  });

  it('are chosen by their level and worse, by a word in any case, and by the work they belong to', () => {
    const { log, said } = held();
    log.debug('looked');
    log.info('Searching for Night ferry', { correlationId: 'c1' });
    log.warn('slow');
    log.error('failed', { detail: 'NIGHT FERRY', correlationId: 'c2' });
    expect(said({ level: 'warn' }).lines).toEqual(['slow', 'failed']);
    expect(said({ text: 'night ferry' }).lines).toEqual(['Searching for Night ferry', 'failed']);
    expect(said({ correlationId: 'c2' }).lines).toEqual(['failed']);
  });

  it('say that there were more than were asked for, and keep the youngest', () => {
    const { log, said } = held();
    for (const at of [1, 2, 3]) log.info(`line ${at}`);
    expect(said({ limit: 2 })).toMatchObject({ lines: ['line 2', 'line 3'], isCut: true });
    expect(said({ limit: 3 }).isCut).toBe(false);
  });

  it('take a bounded room, and what is forgotten is said to whoever missed it', () => {
    const { log, said } = held(2_000);
    for (let at = 1; at <= 1_000; at += 1) log.info(`line ${at}`);
    const { lines, isCut } = said({ after: 1 });
    expect(isCut).toBe(true);
    expect(lines.length).toBeLessThan(30);
    expect(lines.at(-1)).toBe('line 1000');
    expect(said({ after: 999 }).isCut).toBe(false);
  });

  it('fit into one message, however long they are', () => {
    const { log, said } = held();
    for (let at = 1; at <= 20; at += 1) log.info(`line ${at}`, { detail: 'x'.repeat(20_000) });
    expect(said()).toMatchObject({ isCut: true });
    expect(said().lines.length).toBeLessThan(14);
  });
});

describe('a question about a log', () => {
  it('asks for what people want to see, unless it says otherwise', () => {
    expect(logQuery({})).toEqual({ after: null, level: 'info', text: null, correlationId: null, limit: 200 });
    expect(logQuery({ after: 3, level: 'error', text: 'x', correlationId: 'c', limit: 1 })).toMatchObject({ after: 3, level: 'error' });
  });

  it.each([
    [{ level: 'loud' }, 'level'],
    [{ after: -1 }, 'after'],
    [{ after: '1' }, 'after'],
    [{ limit: 1_001 }, 'limit'],
    [{ text: 'x'.repeat(201) }, 'text'],
    [{ correlationId: 7 }, 'correlationId'],
  ])('names what is wrong with %j', (asked, field) => {
    expect(() => logQuery(asked)).toThrow(Invalid);
    try {
      logQuery(asked);
    } catch (error) {
      expect(Object.keys((error as Invalid).fields)).toEqual([field]);
    }
  });
});
