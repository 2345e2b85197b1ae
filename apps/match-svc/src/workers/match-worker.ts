import type { EventEnvelope, MatchEvent, WantedRecordingId } from '@soulsync/contracts';
import { followed, newId, slices } from '@soulsync/event-store';
import type { CommandContext, CommandHandler, Position, StoredCommit } from '@soulsync/event-store';
import { ENGINE_VERSION } from '@soulsync/music';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import { decide } from '../domain/match/decide.js';
import type { Match, MatchCommand, MatchOutcome } from '../domain/match/match.js';
import { isOfLibrary } from './decision-causes.js';
import type { MatchReadiness } from './match-readiness.js';
import { fillMatchIndex } from './fill-match-index.js';
import type { MatchIndex } from './match-index.js';

/** Of catalog-svc, and read only. */
const WANTED = 'wanted-recording';

export type Matches = CommandHandler<MatchCommand, Match, MatchEvent>;

/**
 * Fills the match index from the read models, feeds it from the log where they end, and stores a decision wherever it says something new. Decisions
 * begin once the match index has reached the log's end as it stood at the start, so that a restart repeats none of them.
 */
export function matchWorker(
  kit: Pick<Kit<MatchConfig>, 'store' | 'dataSource' | 'projections' | 'clock' | 'logger'>,
  readiness: MatchReadiness,
  matches: Matches,
): Worker {
  /** Kept over a failure: the match index goes on where it was. */
  let filled: MatchIndex | null = null;
  let reached: Position | null = null;

  return {
    name: 'match',
    async run(signal) {
      const goal = await kit.store.lastPosition();
      const matchIndex = await filledMatchIndex(goal, signal);
      if (!matchIndex || signal.aborted) return;
      const isCurrent = () => goal === null || (reached !== null && kit.store.compare(reached, goal) >= 0);
      const decideWhenCurrent = async () => {
        if (!isCurrent()) return;
        readiness.open(matchIndex);
        await decideDue(matchIndex, signal);
      };
      await decideWhenCurrent();
      const subscription = kit.store.subscribeAll(reached, async (commits) => {
        await takeInSlices(matchIndex, commits);
        reached = commits.at(-1)?.position ?? reached;
        await decideWhenCurrent();
      });
      await followed(subscription, signal);
    },
  };

  /** null: the signal aborted. */
  async function filledMatchIndex(goal: Position | null, signal: AbortSignal): Promise<MatchIndex | null> {
    if (filled) {
      filled.judgeAllAgain();
      return filled;
    }
    const full = await fillMatchIndex(kit, goal, (progress) => readiness.filling(progress), signal);
    if (!full) return null;
    filled = full.matchIndex;
    reached = full.position;
    return filled;
  }

  async function decideDue(matchIndex: MatchIndex, signal: AbortSignal): Promise<void> {
    for (const lost of await matchIndex.lost(slices()))
      await matches(
        lost.wantedRecordingId,
        { type: 'LoseTrack', data: { ...lost, at: kit.clock.now() } },
        await contextOf(matchIndex, lost.wantedRecordingId),
      );
    for await (const { wantedRecordingId, outcome } of judgedDue(matchIndex)) {
      if (signal.aborted) return;
      const command: MatchCommand = {
        type: 'Decide',
        data: {
          wantedRecordingId,
          outcome,
          restate: matchIndex.mustRestate(wantedRecordingId),
          engineVersion: ENGINE_VERSION,
          at: kit.clock.now(),
        },
      };
      // Nothing is asked of the log for an outcome that the match index knows as decided.
      if (decide(command, matchIndex.matchOf(wantedRecordingId)).length === 0) continue;
      await matches(wantedRecordingId, command, await contextOf(matchIndex, wantedRecordingId));
      matchIndex.restated(wantedRecordingId);
    }
  }

  /** Each decision goes on with the recording's own correlation, and names what made it due. */
  async function contextOf(matchIndex: MatchIndex, id: WantedRecordingId): Promise<CommandContext> {
    const cause = matchIndex.causeOf(id);
    const context = cause && !isOfLibrary(cause) ? cause : await lastDecision(id, matchIndex.mustRestate(id));
    return {
      commandId: newId(),
      correlationId: context?.correlationId ?? newId(),
      causationId: (cause ?? context)?.id ?? null,
      actor: { kind: 'process', id: 'match' },
      traceparent: context?.traceparent ?? null,
      time: kit.clock.now(),
    };
  }

  /** What was decided last; or, where nothing was since, that it is wanted. */
  async function lastDecision(id: WantedRecordingId, isUndecided: boolean): Promise<EventEnvelope | null> {
    const { lastEvent } = isUndecided ? { lastEvent: null } : await matches.read(id);
    if (lastEvent) return lastEvent;
    const { commits } = await kit.store.load({ aggregateType: WANTED, aggregateId: id });
    return commits.flatMap(({ events }) => events).findLast(({ type }) => type === 'RecordingWanted') ?? null;
  }
}

/** Judges all that is due without holding up whoever else waits. */
export async function* judgedDue(
  matchIndex: Pick<MatchIndex, 'due' | 'judge'>,
): AsyncGenerator<{ readonly wantedRecordingId: WantedRecordingId; readonly outcome: MatchOutcome }> {
  const pause = slices();
  for (const wantedRecordingId of await matchIndex.due(pause)) {
    const outcome = matchIndex.judge(wantedRecordingId);
    if (outcome) yield { wantedRecordingId, outcome };
    await pause();
  }
}

/** Hands a batch to the match index without holding up whoever else waits. */
export async function takeInSlices(matchIndex: Pick<MatchIndex, 'take'>, commits: readonly Pick<StoredCommit, 'events'>[]): Promise<void> {
  const pause = slices();
  for (const commit of commits)
    for (const event of commit.events) {
      matchIndex.take(event);
      await pause();
    }
}
