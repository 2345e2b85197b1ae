import { slices } from '@soulsync/event-store';
import type { Position } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import { matchIndexProjections, readMatchIndexRows } from '../store/match-index-rows.js';
import type { MatchIndexRows } from '../store/match-index-rows.js';
import type { FillProgress } from './match-readiness.js';
import { createMatchIndex } from './match-index.js';
import type { MatchIndex } from './match-index.js';

export interface FilledMatchIndex {
  readonly matchIndex: MatchIndex;
  /** Events after it are to be taken; some of them may be in the rows already. */
  readonly position: Position | null;
}

/** Between two polls whether the service is to stop. */
const WAIT_MS = 500;

/**
 * A match index filled from this service's own read models, once they have reached `goal`; null: the signal aborted. Throws what the database throws,
 * and Unavailable while a read model is of another version.
 */
export async function fillMatchIndex(
  { projections, dataSource, store, logger }: Pick<Kit<MatchConfig>, 'projections' | 'dataSource' | 'store' | 'logger'>,
  goal: Position | null,
  onProgress: (progress: FillProgress) => void,
  signal: AbortSignal,
): Promise<FilledMatchIndex | null> {
  if (goal === null) return { matchIndex: createMatchIndex(), position: null };
  const names = matchIndexProjections.map(({ name }) => name);
  for (let waits = 0; !(await projections.waitFor(goal, names, WAIT_MS)); waits += 1) {
    if (signal.aborted) return null;
    if (waits === 0) logger.info('the library index waits for the read models it is filled from', { goal });
  }
  return readMatchIndexRows(dataSource, store.compare, async (rows) => {
    const { tracks, recordings, position } = rows;
    logger.info('the library index is being built', { tracks, recordings, position });
    const startedAt = performance.now();
    const matchIndex = createMatchIndex();
    if (!(await putRows(matchIndex, rows, onProgress, signal))) return null;
    const durationMs = Math.round(performance.now() - startedAt);
    logger.info('the library index is built', { tracks: matchIndex.size, recordings: matchIndex.wanted, durationMs });
    return { matchIndex, position };
  });
}

/** false: the signal aborted. */
export async function putRows(
  matchIndex: MatchIndex,
  rows: Omit<MatchIndexRows, 'position'>,
  onProgress: (progress: FillProgress) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const of = rows.tracks + rows.recordings;
  const pause = slices();
  let done = 0;
  const putAll = async <Row>(pages: AsyncIterable<readonly Row[]>, put: (row: Row) => void) => {
    onProgress({ done, of });
    for await (const page of pages) {
      for (const row of page) {
        if (signal.aborted) return;
        put(row);
        await pause();
      }
      done += page.length;
      onProgress({ done, of });
    }
  };
  // Tracks first: whoever holds a track is compared with what is there.
  await putAll(rows.trackPages(), (row) => matchIndex.putTrack(row));
  await putAll(rows.recordingPages(), (row) => matchIndex.putMemory(row));
  if (rows.synced) matchIndex.putFullSync();
  return !signal.aborted;
}
