import type { EventEnvelope, MatchEvent, WantedRecordingId } from '@soulsync/contracts';
import { followed, newId, slices } from '@soulsync/event-store';
import type { CommandContext, CommandHandler, Position, StoredCommit } from '@soulsync/event-store';
import { ENGINE_VERSION } from '@soulsync/music';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import { decide } from '../domain/match/decide.js';
import type { Match, MatchCommand, MatchOutcome } from '../domain/match/match.js';
import { isOfLibrary } from './decision-causes.js';
import type { DeskDoor } from './desk-door.js';
import { fillDesk } from './fill-desk.js';
import type { MatchDesk } from './match-desk.js';

/** Of catalog-svc, and read only. */
const WANTED = 'wanted-recording';

export type Matches = CommandHandler<MatchCommand, Match, MatchEvent>;

/**
 * Fills the desk from the read models, feeds it from the log where they end, and stores a decision wherever it says something new. Decisions
 * begin once the desk has reached the log's end as it stood at the start, so that a restart repeats none of them.
 */
export function matchWorker(
  kit: Pick<Kit<MatchConfig>, 'store' | 'dataSource' | 'projections' | 'clock' | 'logger'>,
  door: DeskDoor,
  matches: Matches,
): Worker {
  /** Kept over a failure: the desk goes on where it was. */
  let filled: MatchDesk | null = null;
  let reached: Position | null = null;

  return {
    name: 'match',
    async run(signal) {
      const goal = await kit.store.lastPosition();
      const desk = await filledDesk(goal, signal);
      if (!desk || signal.aborted) return;
      const isCurrent = () => goal === null || (reached !== null && kit.store.compare(reached, goal) >= 0);
      const decideWhenCurrent = async () => {
        if (!isCurrent()) return;
        door.open(desk);
        await decideDue(desk, signal);
      };
      await decideWhenCurrent();
      const subscription = kit.store.subscribeAll(reached, async (commits) => {
        await takeInSlices(desk, commits);
        reached = commits.at(-1)?.position ?? reached;
        await decideWhenCurrent();
      });
      await followed(subscription, signal);
    },
  };

  /** null: the signal aborted. */
  async function filledDesk(goal: Position | null, signal: AbortSignal): Promise<MatchDesk | null> {
    if (filled) {
      filled.lookAgain();
      return filled;
    }
    const full = await fillDesk(kit, goal, (progress) => door.filling(progress), signal);
    if (!full) return null;
    filled = full.desk;
    reached = full.position;
    return filled;
  }

  async function decideDue(desk: MatchDesk, signal: AbortSignal): Promise<void> {
    for (const lost of await desk.lost(slices()))
      await matches(
        lost.wantedRecordingId,
        { type: 'LoseTrack', data: { ...lost, at: kit.clock.now() } },
        await contextOf(desk, lost.wantedRecordingId),
      );
    for await (const { wantedRecordingId, outcome } of judgedDue(desk)) {
      if (signal.aborted) return;
      const command: MatchCommand = {
        type: 'Decide',
        data: { wantedRecordingId, outcome, anew: desk.isAnew(wantedRecordingId), engineVersion: ENGINE_VERSION, at: kit.clock.now() },
      };
      // Nothing is asked of the log for an outcome that the desk knows as decided.
      if (decide(command, desk.matchOf(wantedRecordingId)).length === 0) continue;
      await matches(wantedRecordingId, command, await contextOf(desk, wantedRecordingId));
      desk.stated(wantedRecordingId);
    }
  }

  /** Each decision goes on with the recording's own story, and names what made it due. */
  async function contextOf(desk: MatchDesk, id: WantedRecordingId): Promise<CommandContext> {
    const cause = desk.causeOf(id);
    const story = cause && !isOfLibrary(cause) ? cause : await lastSaid(id, desk.isAnew(id));
    return {
      commandId: newId(),
      correlationId: story?.correlationId ?? newId(),
      causationId: (cause ?? story)?.id ?? null,
      actor: { kind: 'process', id: 'match' },
      traceparent: story?.traceparent ?? null,
      time: kit.clock.now(),
    };
  }

  /** What was decided last; or, where nothing was since, that it is wanted. */
  async function lastSaid(id: WantedRecordingId, isUndecided: boolean): Promise<EventEnvelope | null> {
    const { lastEvent } = isUndecided ? { lastEvent: null } : await matches.read(id);
    if (lastEvent) return lastEvent;
    const { commits } = await kit.store.load({ aggregateType: WANTED, aggregateId: id });
    return commits.flatMap(({ events }) => events).findLast(({ type }) => type === 'RecordingWanted') ?? null;
  }
}

/** Judges all that is due without holding up whoever else waits. */
export async function* judgedDue(
  desk: Pick<MatchDesk, 'due' | 'judge'>,
): AsyncGenerator<{ readonly wantedRecordingId: WantedRecordingId; readonly outcome: MatchOutcome }> {
  const pause = slices();
  for (const wantedRecordingId of await desk.due(pause)) {
    const outcome = desk.judge(wantedRecordingId);
    if (outcome) yield { wantedRecordingId, outcome };
    await pause();
  }
}

/** Hands a batch to the desk without holding up whoever else waits. */
export async function takeInSlices(desk: Pick<MatchDesk, 'take'>, commits: readonly Pick<StoredCommit, 'events'>[]): Promise<void> {
  const pause = slices();
  for (const commit of commits)
    for (const event of commit.events) {
      desk.take(event);
      await pause();
    }
}
