import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MatchEvent } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler, StoredCommit } from '@soulsync/event-store';
import { ENGINE_VERSION } from '@soulsync/music';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import type { Match, MatchCommand } from '../domain/match/match.js';
import type { MatchDesk } from './match-desk.js';

export type Matches = CommandHandler<MatchCommand, Match, MatchEvent>;

/** Longest stretch of indexing or judging before the event loop gets its turn. */
const SLICE_MS = 20;

/**
 * Feeds the desk from the log and stores a decision wherever it says something new. Decisions begin once the desk has read the log to its
 * end, so that a restart repeats none of them.
 */
export function matchWorker(kit: Kit<MatchConfig>, desk: MatchDesk, matches: Matches): Worker {
  return {
    name: 'match',
    async run(signal) {
      const goal = await kit.store.lastPosition();
      let current = goal === null;
      const subscription = kit.store.subscribeAll(null, async (commits) => {
        await takeInSlices(desk, commits);
        const last = commits.at(-1);
        current ||= last !== undefined && goal !== null && kit.store.compare(last.position, goal) >= 0;
        if (current) await decideDue(signal);
      });
      const stop = () => void subscription.stop();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await subscription.done;
      } finally {
        signal.removeEventListener('abort', stop);
        await subscription.stop();
      }
    },
  };

  async function decideDue(signal: AbortSignal): Promise<void> {
    for (const lost of desk.lost())
      await matches(lost.wantedRecordingId, { type: 'LoseTrack', data: { ...lost, at: kit.clock.now() } }, context());
    const pause = slices();
    for (const wantedRecordingId of desk.due()) {
      if (signal.aborted) return;
      const outcome = desk.judge(wantedRecordingId);
      if (outcome)
        await matches(
          wantedRecordingId,
          { type: 'Decide', data: { wantedRecordingId, outcome, engineVersion: ENGINE_VERSION, at: kit.clock.now() } },
          context(),
        );
      await pause();
    }
  }

  function context(): CommandContext {
    const id = newId();
    return { commandId: id, correlationId: id, causationId: null, actor: 'process:match', traceparent: null, time: kit.clock.now() };
  }
}

/** Hands a batch to the desk without holding up whoever else waits. */
export async function takeInSlices(desk: Pick<MatchDesk, 'take'>, commits: readonly Pick<StoredCommit, 'events'>[]): Promise<void> {
  const pause = slices();
  for (const commit of commits) {
    commit.events.forEach((event) => desk.take(event));
    await pause();
  }
}

/** Gives the event loop its turn whenever a slice is over. */
function slices(): () => Promise<void> | undefined {
  let endsAt = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < endsAt) return undefined;
    return nextTurn().then(() => {
      endsAt = performance.now() + SLICE_MS;
    });
  };
}
