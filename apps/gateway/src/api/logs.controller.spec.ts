import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import type { LogQuery, LogReport } from '@soulsync/contracts';
import { Invalid, Unavailable } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { cursorOf, placesIn } from './log-cursor.js';
import { LogsController } from './logs.controller.js';

const request = { headers: {} } as Request; // nobody in particular asks
const line = (service: string, number: number, at: string) => ({
  id: `${service}:p1:${number}`,
  at: `2026-11-30T10:00:${at}Z`,
  level: 'info' as const,
  service,
  message: `${service} ${number}`,
  correlationId: null,
  details: {},
});

/** Services that answer with these lines, which came later than what is asked for; all others are away. */
function logs(held: Record<string, { processId: string; lines: ReturnType<typeof line>[] }>) {
  const asked: (LogQuery & { subject: string })[] = [];
  const requests = {
    async request(subject: string, query: LogQuery): Promise<LogReport> {
      asked.push({ ...query, subject });
      const own = held[subject.split('.')[1] ?? ''];
      if (!own) throw new Unavailable(subject, 'no answer');
      const lines = own.lines.filter((_, at) => at + 1 > (query.after ?? 0));
      return { processId: own.processId, lines, last: own.lines.length, isCut: false };
    },
  } as unknown as RpcClient; // all that is asked of it
  const controller = new LogsController(requests);
  const page = async (query: Parameters<LogsController['lines']>[0] = {}) => controller.lines(query, request);
  return { page, asked };
}
const both = {
  'match-svc': { processId: 'p1', lines: [line('match-svc', 1, '01'), line('match-svc', 2, '04')] },
  'plex-svc': { processId: 'p1', lines: [line('plex-svc', 1, '02')] },
};

describe('the log of all services', () => {
  it('is one list in the order of time, and says who did not answer', async () => {
    const { lines, silent } = await logs(both).page();
    expect(lines.map(({ message }) => message)).toEqual(['match-svc 1', 'plex-svc 1', 'match-svc 2']);
    expect(silent).toContain('gateway');
    expect(silent).not.toContain('plex-svc');
  });

  it('goes on where the last answer ended, and from the beginning of a service that began anew', async () => {
    const held = structuredClone(both);
    const { page } = logs(held);
    const { next } = await page();
    held['match-svc'].lines.push(line('match-svc', 3, '05'));
    held['plex-svc'] = { processId: 'p2', lines: [line('plex-svc', 9, '06')] };
    expect((await page({ after: next })).lines.map(({ message }) => message)).toEqual(['match-svc 3', 'plex-svc 9']);
  });

  it('keeps the place in the log of a service that is away for a moment', async () => {
    const held: Record<string, (typeof both)['plex-svc']> = structuredClone(both);
    const { page } = logs(held);
    const { next } = await page();
    const plex = held['plex-svc'];
    delete held['plex-svc'];
    const later = await page({ after: next });
    if (plex) held['plex-svc'] = plex;
    expect((await page({ after: later.next })).lines).toEqual([]);
  });

  it('is cut to what was asked for, the youngest first to stay, and says so', async () => {
    const { lines, isCut } = await logs(both).page({ limit: '2' });
    expect(lines.map(({ message }) => message)).toEqual(['plex-svc 1', 'match-svc 2']);
    expect(isCut).toBe(true);
  });

  it('asks one service alone, and hands the rest of the question on', async () => {
    const { page, asked } = logs(both);
    await page({ service: 'match-svc', level: 'warn', text: 'ferry', correlationId: 'c1' });
    expect(asked).toEqual([
      { subject: 'rpc.match-svc.admin.logs', after: null, level: 'warn', text: 'ferry', correlationId: 'c1', limit: 200 },
    ]);
  });

  it.each([[{ service: 'mail-svc' }], [{ after: 'nonsense' }], [{ colour: 'red' }], [{ text: ['a', 'b'] }]])(
    'refuses %j',
    async (query) => {
      await expect(logs(both).page(query as never)).rejects.toThrow(Invalid);
    },
  );
});

it('a place in the logs survives being written down', () => {
  const places = { 'match-svc': { processId: '01J-x_y', last: 12 }, gateway: { processId: 'p', last: 0 } };
  expect(placesIn(cursorOf(places))).toEqual(places);
});
