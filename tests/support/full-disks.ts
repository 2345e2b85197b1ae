import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './running-demo.js';
import type { RunningDemo } from './running-demo.js';
import type { SmallDisk } from './small-disk.js';

/** A running system, and what is asked of it. */
export type UnderTest = Pick<RunningDemo, 'get' | 'post' | 'process'>;

export interface Issue {
  readonly service: string;
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** What came of commands that were given while a disk was full and after. */
export interface Commanded {
  /** Ids the API accepted. */
  readonly accepted: readonly string[];
  /** What it said to those it did not. */
  readonly refused: readonly { readonly status: number; readonly detail: string }[];
  readonly slowestMs: number;
}

const PATIENCE_MS = 90_000;
/** Everything but the disk under test has room enough with these. */
export const smallLimits = {
  SOULSYNC_MUSIC_MIN_FREE_MB: '4',
  SOULSYNC_DOWNLOAD_MIN_FREE_MB: '4',
  SOULSYNC_DATA_MIN_FREE_MB: '12',
  SOULSYNC_EVENT_LOG_MIN_FREE_MB: '8',
} as const;

const issues = (system: UnderTest) => system.get<Issue[]>('/api/v1/health-issues').catch((): Issue[] => []); // a system that is stuck says so by 503

export const issueOf = async (system: UnderTest, code: string): Promise<Issue | undefined> =>
  (
    await eventually(
      () => issues(system),
      (all) => all.some((one) => one.code === code),
      PATIENCE_MS,
    )
  ).find((one) => one.code === code);

export async function cleared(system: UnderTest, code: string): Promise<void> {
  const asked = () => system.get<Issue[]>('/api/v1/health-issues').catch(() => null);
  await eventually(asked, (all) => all !== null && all.every((one) => one.code !== code), PATIENCE_MS);
}

interface Begun {
  readonly id: string;
  readonly searches: number;
  readonly state: string;
}

/** The searches and transfers that were begun so far. */
const begun = (system: UnderTest) => system.get<Begun[]>('/api/v1/acquisitions?_start=0&_end=500');

/** Those that were not before; a transfer that ended meanwhile is none of them. */
const newlyBegun = (before: readonly Begun[], now: readonly Begun[]) =>
  now.filter(({ id, searches, state }) => {
    const known = before.find((one) => one.id === id);
    return searches > (known?.searches ?? 0) || (state === 'transferring' && known?.state !== state);
  });

/** Too little room for new downloads: they pause with the reason, nothing is begun meanwhile, and they go on when there is room. */
export async function fullForDownloads(
  system: UnderTest,
  disk: SmallDisk,
): Promise<{ readonly issue: Issue; readonly begunMeanwhile: boolean }> {
  await disk.fill(2);
  const issue = await issueOf(system, 'downloads-paused');
  if (!issue) throw new Error('unreachable: waited for');
  // What was under way may end.
  let before = await begun(system);
  await eventually(
    async () => {
      await delay(2_000);
      const last = before;
      before = await begun(system);
      return newlyBegun(last, before).length === 0;
    },
    (still) => still,
    PATIENCE_MS,
  );
  await delay(2_000);
  const begunMeanwhile = newlyBegun(before, await begun(system)).length > 0;
  disk.free();
  await cleared(system, 'downloads-paused');
  return { issue, begunMeanwhile };
}

/** Commands all the while: before, while the disk of event log and database is full, and until one is accepted again. */
export async function fullForData(
  system: UnderTest,
  disk: SmallDisk,
  name: string,
): Promise<Commanded & { readonly issue: Issue | undefined }> {
  const commands = commander(system, name);
  await commands.give();
  await disk.fill();
  for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt && commands.done().refused.length === 0;) await commands.give();
  const issue = await issueOf(system, 'event-log-unavailable');
  await commands.give();
  disk.free();
  const before = commands.done().accepted.length;
  for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt && commands.done().accepted.length < before + 2;) {
    await commands.give();
    await delay(500);
  }
  await cleared(system, 'event-log-unavailable');
  return { ...commands.done(), issue };
}

/** A disk of logs that is full costs lines and nothing else. */
export async function fullForLogs(system: UnderTest, disk: SmallDisk, name: string): Promise<Commanded> {
  const commands = commander(system, name);
  await disk.fill();
  // More lines than still fit into the last block of the file, which it has already.
  for (let n = 0; n < 25; n += 1) {
    await commands.give();
    await delay(100);
  }
  disk.free();
  await delay(1_500); // a log that could not be written rests for a second
  for (let n = 0; n < 2; n += 1) await commands.give();
  return commands.done();
}

/** Gives one command after the other, each with a name of its own. */
function commander(system: UnderTest, name: string) {
  const accepted: string[] = [];
  const refused: { status: number; detail: string }[] = [];
  let slowestMs = 0;
  let given = 0;
  return {
    async give(): Promise<void> {
      const username = `${name}-${(given += 1)}`;
      const startedAt = performance.now();
      const answer = await system.post('/api/v1/blocks', { username, cause: 'full disk' });
      const text = await answer.text();
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      if (answer.ok) accepted.push(username);
      else refused.push({ status: answer.status, detail: (JSON.parse(text) as { detail: string }).detail }); // problem+json
    },
    done: (): Commanded => ({ accepted, refused, slowestMs: Math.round(slowestMs) }),
  };
}

/** How often each is there. */
export async function blocked(system: UnderTest): Promise<ReadonlyMap<string, number>> {
  const rows = await system.get<{ id: string }[]>('/api/v1/blocks?_start=0&_end=500');
  const counts = new Map<string, number>();
  for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
