import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { adminSubject, rpc, serviceNames } from '@soulsync/contracts';
import type { PlaylistTotals, ServiceStatusReport } from '@soulsync/contracts';
import type { RpcClient } from '@soulsync/service-kit';
import { SystemController } from './system.controllers.js';

const totals: PlaylistTotals = {
  playlists: 700,
  entries: 9_000,
  owned: 5_000,
  filed: 1_000,
  review: 10,
  missing: 20,
  acquiring: 30,
  wished: 40,
};

const disk = { path: '/srv', device: '8', freeMb: 100, sizeMb: 1_000, minFreeMb: 10 };
/** All see the data folder, and one the music folder. */
const disksOf = (service: string) => [
  { name: 'data' as const, ...disk },
  ...(service === 'organize-svc' ? [{ name: 'music' as const, ...disk, freeMb: 5 }] : []),
];

/** Answers as the services do; those of `together` share a process. */
function controller(together: readonly string[]): SystemController {
  const statusOf = (service: string): ServiceStatusReport => ({
    service,
    version: '1',
    startedAt: '2026-11-30T10:00:00.000Z',
    ready: true,
    processId: together.includes(service) ? 'one' : service,
    rssMb: 100,
    disks: disksOf(service),
    connections: [],
    healthIssues: [],
  });
  const answers = new Map<string, object>([
    [rpc.catalog.query, { rows: [totals], total: 1 }],
    [rpc.plex.query, { rows: [], total: 12 }],
    ...serviceNames.map((name) => [adminSubject(name, 'status'), statusOf(name)] as const),
  ]);
  const requests = { request: async (subject: string) => answers.get(subject) } as unknown as RpcClient; // all that is asked of it
  return new SystemController(requests, {
    health: { list: () => [], raise: () => undefined, clear: () => undefined },
    clock: { now: () => '2026-11-30T10:00:00.000Z', monotonicMs: () => 0 },
  });
}
const request = { headers: {} } as Request; // nobody in particular asks

describe('the summary', () => {
  it('counts all playlists, more than a page holds too', async () => {
    expect(await controller([]).summary(request)).toMatchObject({ ...totals, libraryTracks: 12 });
  });

  it('says the memory of all processes together, each once', async () => {
    expect((await controller([]).summary(request)).rssMb).toBe(100 * serviceNames.length);
    expect((await controller(serviceNames).summary(request)).rssMb).toBe(100);
    expect((await controller(serviceNames.slice(0, 2)).summary(request)).rssMb).toBe(100 * (serviceNames.length - 1));
  });
});

it('the disks are told once each, in the order in which people know them', async () => {
  const response = { setHeader: () => undefined } as unknown as Response; // all that is asked of it
  expect(await controller([]).disks(request, response)).toEqual([
    { id: 'music', ...disk, freeMb: 5 },
    { id: 'data', ...disk },
  ]);
});
