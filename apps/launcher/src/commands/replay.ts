import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Verified } from '@soulsync/event-store';
import { harmless, harmlessJson } from '@soulsync/service-kit';
import { startSystem } from '../system.js';
import { answer, answerJson, Explained, say } from '../terminal.js';
import { lostLogInWords } from './lost-log.js';
import { dataDirOf, options } from './options.js';
import { replayWhatIf } from './what-if.js';

/** Rebuilds every read model beside the live one and compares them row by row. */
export async function replay(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      'what-if': { type: 'boolean', default: false },
      sure: { type: 'string' },
      'same-length-ms': { type: 'string' },
      'doubtful-length-ms': { type: 'string' },
      margin: { type: 'string' },
    },
  });
  const dataDir = dataDirOf(values.data);
  if (!existsSync(join(dataDir, 'nats'))) throw new Explained(`${dataDir} holds no event log; name the data folder with --data`);
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  if (values['what-if']) return replayWhatIf(dataDir, values);
  const system = await startSystem({
    dataDir,
    port: null,
    split: false,
    // External systems are left alone: this only reads the log.
    env: {
      SOULSYNC_MUSIC_DIR: join(dataDir, 'music'),
      SOULSYNC_LIBRARY_SERVER: 'folder',
      SOULSYNC_READ_ONLY: 'true',
      SOULSYNC_LOG_FILE: join(dataDir, 'logs', 'replay.log'),
    },
  });
  try {
    const results: (Verified & { service: string })[] = [];
    for (const service of system.services) {
      for (let waited = 0; !service.projections.caughtUpOnce() && waited < 60_000; waited += 50) await delay(50);
      for (const { name } of await service.projections.report())
        results.push({ service: service.name, ...(await service.projections.verify(name)) });
    }
    const lost = lostLogInWords(
      await Promise.all(system.services.map(async (service) => ({ service: service.name, incidents: await service.logIncidents() }))),
    );
    const differing = results.reduce((sum, result) => sum + result.differing.length, 0);
    if (values.json) answerJson({ ok: differing === 0, differing, lost, projections: results });
    else {
      for (const { service, name, rows, differing: rowsApart } of results) {
        answer(
          `${service.padEnd(13)} ${name.padEnd(20)} ${String(rows).padStart(7)} rows  ${rowsApart.length === 0 ? 'equal' : `${rowsApart.length} differ`}`,
        );
        for (const row of rowsApart)
          answer(`  ${harmless(row.key)}\n    live    ${harmlessJson(row.live)}\n    rebuilt ${harmlessJson(row.rebuilt)}`);
      }
      for (const line of lost) say(line);
      say(differing === 0 ? 'Every read model equals its rebuild.' : `${differing} rows differ.`);
    }
    return differing === 0 ? 0 : 1;
  } finally {
    await system.stop();
  }
}
