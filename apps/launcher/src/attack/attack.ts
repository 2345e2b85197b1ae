import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { options } from '../commands/options.js';
import { answer, answerJson, Explained, say } from '../terminal.js';
import { attacks } from './attacks.js';
import type { Attack, Ground } from './ground.js';
import { markedWorld } from './marked-world.js';
import type { Marked } from './marked-world.js';
import { processesOf } from './processes-of.js';
import { signalled, startWorld } from './system-under-attack.js';
import type { SystemUnderAttack } from './system-under-attack.js';
import { allHeld, table, tally, verdictOf } from './tally.js';
import type { Outcome } from './tally.js';

const SHOWN = 20;

/** Attacks a fresh system in every known way and says what it did to it. */
export async function attack(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      only: { type: 'string' },
      seed: { type: 'string', default: randomBytes(3).toString('hex') },
      small: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const chosen = chosenFrom(values.only, values.small);
  say(`attacking with seed ${values.seed}: ${chosen.map(({ name }) => name).join(', ')}`);
  const shared = sharedSystem(values.seed);
  const outcomes: Outcome[] = [];
  try {
    for (const one of chosen) outcomes.push(await run(one, values.seed, values.small, shared));
  } finally {
    await shared.stop();
  }
  const ok = allHeld(outcomes);
  if (values.json) answerJson({ ok, seed: values.seed, attacks: outcomes.map((outcome) => ({ ...outcome, verdict: verdictOf(outcome) })) });
  (values.json ? say : answer)(table(outcomes));
  if (!ok) say(`run it again with --seed ${values.seed}`);
  return ok ? 0 : 1;
}

function chosenFrom(only: string | undefined, small: boolean): readonly Attack[] {
  if (only === undefined) return attacks.filter((one) => !small || one.small);
  return only.split(',').map((name) => {
    const found = attacks.find((one) => one.name === name.trim());
    if (!found) throw new Explained(`--only knows ${attacks.map((one) => one.name).join(', ')}; ${name} is none of them`);
    return found;
  });
}

/** An attack that breaks down has not shown that the system holds. */
async function run(one: Attack, seed: string, small: boolean, shared: SharedSystem): Promise<Outcome> {
  const startedAt = Date.now();
  const counted = tally();
  say(`-- ${one.name}: ${one.about}`);
  try {
    const ground: Ground = {
      ...counted,
      seed: `${seed}-${one.name}`,
      small,
      say: (text) => say(`   ${text}`),
      folder: () => shared.folder(one.name),
    };
    if (one.on === 'shared') await one.run(ground, await shared.system());
    else await one.run(ground);
  } catch (error) {
    counted.found('other', `the attack broke down: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const outcome = counted.outcome(one.name, (Date.now() - startedAt) / 1_000);
  for (const skip of outcome.skips) say(`   NOT TRIED: ${skip}`);
  for (const { harm, what } of outcome.findings.slice(0, SHOWN)) say(`   ${harm}: ${what}`);
  if (outcome.findings.length > SHOWN) say(`   and ${outcome.findings.length - SHOWN} more`);
  say(`   ${verdictOf(outcome)}, ${outcome.tried} tried in ${Math.round(outcome.seconds)} s`);
  return outcome;
}

/** The folder is ours alone, and so is whatever names it: parts that lost their launcher in the attack are ended here. */
async function clear(folder: string): Promise<void> {
  for (const { pid } of await processesOf(folder)) signalled(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

interface SharedSystem {
  system(): Promise<{ readonly system: SystemUnderAttack; readonly marked: Marked }>;
  /** A new empty folder; all of them go at the end. */
  folder(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Started when the first attack needs it; the attacks on it leave it running and usable. */
function sharedSystem(seed: string): SharedSystem {
  const folders: string[] = [];
  process.once('exit', () => folders.forEach((path) => rmSync(path, { recursive: true, force: true }))); // also when a signal ends us
  let started: Promise<{ system: SystemUnderAttack; marked: Marked }> | null = null;
  const folder = async (name: string) => {
    const path = await mkdtemp(join(tmpdir(), `soulsync-attack-${name}-`));
    await chmod(path, 0o755); // Postgres may run as another user
    folders.push(path);
    return path;
  };
  return {
    folder,
    system: () =>
      (started ??= folder('shared').then(async (dataDir) => {
        const marked = await markedWorld(dataDir, seed);
        return { marked, system: await startWorld(dataDir, ['--seed', seed], marked.env) };
      })),
    async stop() {
      await started?.then(({ system }) => system.stop()).catch(() => undefined); // the attack that asked for it has said why it did not start
      for (const path of folders) await clear(path);
    },
  };
}
