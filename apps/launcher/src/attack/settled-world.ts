import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Entry } from '../demo/api.js';
import { differences, endStates, filesOf, outcomes, wrongMusic } from '../demo/outcome.js';
import type { EntryOutcome } from '../demo/outcome.js';
import { readJson } from '../demo/world.js';
import type { World } from '../demo/world.js';
import { compare } from './ledger.js';
import type { Commander } from './commander.js';
import type { Ground } from './ground.js';
import { blockedPeers } from './owner-access.js';
import { begin } from './system-under-attack.js';
import type { SystemUnderAttack } from './system-under-attack.js';
import type { Harm } from './tally.js';

const POLL_MS = 1_000;
const QUIET_POLLS = 3;
export const SETTLE_MS = 150_000;

/** Until every entry of the world's playlist has reached an end and keeps it. */
export async function settled(
  system: Pick<SystemUnderAttack, 'get'>,
  expected: number,
  withinMs = SETTLE_MS,
): Promise<readonly EntryOutcome[]> {
  let entries: readonly Entry[] = [];
  let quiet = 0;
  for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt && quiet < QUIET_POLLS; await delay(POLL_MS)) {
    entries = await system.get<Entry[]>('/api/v1/playlist-entries?_start=0&_end=500&_sort=position&_order=ASC');
    quiet = entries.length === expected && entries.every(({ state }) => endStates.has(state)) ? quiet + 1 : 0;
  }
  return outcomes(entries);
}

/** What kind of harm a difference from the world's script is. */
export function harmOf(difference: string): Harm {
  if (/belongs to no entry/.test(difference)) return 'doubled';
  const open = / is (\S+) \(/.exec(difference)?.[1];
  return open !== undefined && open !== 'not' && !endStates.has(open) ? 'hung' : 'lost';
}

/** Everything acknowledged is in the log once; every entry is at its end; files are whole and there once; read models equal their rebuild. Stops the system. */
export async function mustBeWhole(ground: Ground, system: SystemUnderAttack, commands: Commander): Promise<void> {
  for (const what of await commands.stop()) ground.found('hung', `never acknowledged: ${what}`);
  ground.say(`${commands.acks.length} of ${commands.sent} commands acknowledged; waiting for the world to come to its end`);
  if (commands.acks.length === 0) ground.found('other', 'no command was taken at all');
  const world = await readJson<World>(join(system.dataDir, 'world', 'world.json'));
  const musicFolder = join(system.dataDir, 'world', 'music');
  const found = await settled(system, world.entries.length);
  const before = new Set(world.libraryFiles.map((name) => name.normalize('NFC')));
  for (const what of [
    ...differences(world, found, before, await visibleFiles(musicFolder)),
    ...(await wrongMusic(world, found, musicFolder)),
  ])
    ground.found(harmOf(what), what);
  const { lost, doubled } = compare(commands.acks, await blockedPeers(system.owner));
  for (const what of lost) ground.found('lost', what);
  for (const what of doubled) ground.found('doubled', what);
  await system.stop();
  await mustEqualRebuild(ground, system.dataDir);
}

/** Our own markers and stagings are no music. */
async function visibleFiles(musicFolder: string): Promise<ReadonlySet<string>> {
  const all = await filesOf(musicFolder);
  return new Set([...all].filter((path) => !path.startsWith('.soulsync')));
}

export async function mustEqualRebuild(ground: Ground, dataDir: string): Promise<void> {
  const replay = begin(['replay', '--json', '--data', dataDir]);
  await replay.ended;
  const line = replay
    .words()
    .split('\n')
    .find((text) => text.startsWith('{"ok"'));
  if (line === undefined)
    return ground.found('other', `the read models could not be compared with their rebuild: ${replay.words().slice(-1_000)}`);
  const { differing, projections } = JSON.parse(line) as { differing: number; projections: readonly object[] }; // replay's own words
  ground.tried(projections.length);
  if (differing > 0) ground.found('other', `${differing} rows differ from their rebuild`);
}
