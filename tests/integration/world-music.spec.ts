import { expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { payloadHash } from '@soulsync/organize-svc';
import type { SlskdConfig } from '../simulators/src/slskd/scenario.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';

const music = (path: string) => payloadHash(path, extname(path).slice(1));

it('the built-in world shares the right music of a recording under no other name, so that a wrong song can not pass for it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-world-'));
  try {
    generateWorld({ dir, seed: '7', tracks: 60 });
    const world = JSON.parse(await readFile(join(dir, 'world.json'), 'utf8')) as { entries: { n: number; rightSources: string[] }[] };
    const { peers } = JSON.parse(await readFile(join(dir, 'slskd.json'), 'utf8')) as SlskdConfig;
    const entryOf = new Map<string, number>();
    for (const { n, rightSources } of world.entries)
      for (const source of rightSources) {
        const hash = await music(source);
        expect([source, entryOf.get(hash) ?? n]).toEqual([source, n]);
        entryOf.set(hash, n);
      }
    const right = new Set(world.entries.flatMap(({ rightSources }) => rightSources));
    const traps = peers.flatMap(({ files }) => files.map(({ source }) => source)).filter((source) => !right.has(source));
    expect(traps.length).toBeGreaterThan(10);
    for (const source of traps) expect([source, entryOf.get(await music(source)) ?? null]).toEqual([source, null]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, 60_000);
