import type { EditCause, EditChoice, EditOutcome, OfferedPicture } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import type { Next } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { isChosen } from '../domain/metadata-edit/metadata-edit.js';
import type { MetadataEdit } from '../domain/metadata-edit/metadata-edit.js';
import { sameGenres } from '../domain/metadata-edit/plan-edits.js';
import { EditNotKept } from '../ports/metadata-editor.js';
import type { EditableItem, MetadataEditor } from '../ports/metadata-editor.js';
import type { StoredEditItem } from '../projections/metadata-edit-items.projection.js';
import type { StoredEdit } from '../projections/metadata-edits.projection.js';
import { itemCount, itemsFrom, stateOf } from '../store/edits.js';
import { BEHIND_MS, editDriver, editorOf } from './edit-work.js';
import type { EditStep, MetadataEditParts } from './edit-work.js';
import { sha256 } from './propose-edits.js';

type Outcome = Omit<EditOutcome, 'n'>;
type Working = Extract<MetadataEdit, { status: 'applying' | 'undoing' }>;
interface Outcomes {
  readonly outcomes: readonly EditOutcome[];
  /** What the place after them failed with. */
  readonly failure: { readonly error: unknown } | null;
}
type One = (editor: MetadataEditor, item: StoredEditItem, now: EditableItem) => Promise<Outcome>;

/** Changes that one commit tells of. */
const AT_ONCE = 50;

/**
 * Writes what was accepted, and undoes it. Before each write the item is read again: what is locked or was changed since stays. That a write
 * begins is on disk before it does, so that after a crash a change that is already there is known as ours.
 */
export function applyEdits(kit: Kit<PlexConfig>, parts: MetadataEditParts): Worker {
  const { server, pictures } = parts;
  return editDriver(kit, parts, { name: 'apply-edits', states: ['applying', 'stopping', 'undoing'], step });

  async function step({ id, row, state, signal, execute }: EditStep): Promise<Next> {
    if (state.status !== 'applying' && state.status !== 'undoing') return 'over';
    if ((await itemCount(kit.dataSource, id)) < state.items) return { waitMs: BEHIND_MS };
    const { outcomes, failure } = await outcomesOf(row, state, signal);
    const isStopping = isStopped(state) || (await stateOf(kit.dataSource, id)) === 'stopping';
    if (outcomes.length > 0 || isStopping) {
      const handled = await execute({ type: 'ReportOutcomes', data: { from: state.next, outcomes, at: kit.clock.now() } });
      if (handled.state.status === 'applied') await pictures.dropOffers(id);
      if (handled.state.status === 'ended') await pictures.dropAll(id);
    } else if (failure) throw failure.error;
    return 'again';
  }

  /** Of the next few places, in order; fewer when the work was stopped or failed. */
  async function outcomesOf(row: StoredEdit, state: Working, signal: AbortSignal): Promise<Outcomes> {
    const { status: stage, next: from } = state;
    const one = state.status === 'applying' ? applyOne(state.choice) : undoOne;
    const outcomes: EditOutcome[] = [];
    const report = (problem: string | null) =>
      kit.live.edit({ id: row.id, stage, done: from + outcomes.length, total: row.items, problem });
    const isLeft = async () => signal.aborted || isStopped(state) || (await stateOf(kit.dataSource, row.id)) === 'stopping';
    for (const item of await itemsFrom(kit.dataSource, row.id, from, AT_ONCE)) {
      if (await isLeft()) break;
      try {
        outcomes.push({ n: item.n, ...(await outcomeOf(row, item, one)) });
        report(null);
      } catch (error) {
        report(messageOf(error));
        return { outcomes, failure: { error } };
      }
    }
    return { outcomes, failure: null };
  }

  async function outcomeOf(row: StoredEdit, item: StoredEditItem, one: One): Promise<Outcome> {
    const { editor } = await editorOf(server, row.serverId);
    const [now] = await editor.read(item.kind, [item.serverKey]);
    if (!now) return failed('gone', 'it is no longer on the server');
    try {
      return await one(editor, item, now);
    } catch (error) {
      if (error instanceof EditNotKept) return failed('not-kept', messageOf(error));
      throw error;
    }
  }

  function applyOne(choice: EditChoice): One {
    return async (editor, item, now) => {
      if (!isChosen(choice, item.n)) return skipped('not-chosen');
      const begun = await pictures.begun(item.editId, item.n);
      const change = item.field === 'picture' ? await pictureChange(editor, item, now) : genresChange(editor, item, now);
      if (change === null) return failed('picture-lost', 'the picture that was put aside is gone from the disk: look again');
      if (change.isThere && !begun) return skipped('already-so');
      if (change.isThere && !now.locked.includes(item.field)) await change.write(); // it ended between the write and the lock
      if (change.isThere) return { ...written, shown: change.shown };
      if (now.locked.includes(item.field)) return skipped('locked');
      if (!change.isAsBefore) return skipped('changed-since');
      await pictures.begin(item.editId, item.n, change.former);
      await change.write();
      return { ...written, shown: item.field === 'picture' ? await shownNow(editor, item) : null };
    };
  }

  /** Only what still shows our own change is brought back; then the server may refresh it again. */
  async function undoOne(editor: MetadataEditor, item: StoredEditItem, now: EditableItem): Promise<Outcome> {
    if (item.state !== 'written') return skipped('not-chosen');
    if (item.field === 'genres') {
      const [before, after] = [item.before as readonly string[], item.after as readonly string[]]; // as the field says
      if (sameGenres(now.genres, before) && !now.locked.includes('genres')) return restored;
      if (!sameGenres(now.genres, after)) return skipped('changed-since');
      await editor.setGenres(item.kind, item.serverKey, before, false);
      return restored;
    }
    const former = (await pictures.begun(item.editId, item.n))?.former ?? null;
    const shown = await shownNow(editor, item);
    if (former && shown === sha256(former) && !now.locked.includes('picture')) return restored;
    if (shown !== item.shown && !(former && shown === sha256(former))) return skipped('changed-since');
    if (former === null) {
      await editor.unlock(item.kind, item.serverKey, 'picture');
      return item.before === null ? skipped('had-none') : failed('picture-lost', 'the former picture is gone from the disk');
    }
    await editor.setPicture(item.kind, item.serverKey, former, false);
    return restored;
  }

  interface Change {
    /** What is wanted is shown already. */
    readonly isThere: boolean;
    /** It shows what it showed when the change was proposed. */
    readonly isAsBefore: boolean;
    /** Hash of the picture it shows. */
    readonly shown: string | null;
    readonly former: Uint8Array | null;
    write(): Promise<void>;
  }

  function genresChange(editor: MetadataEditor, item: StoredEditItem, now: EditableItem): Change {
    const [before, after] = [item.before as readonly string[], item.after as readonly string[]]; // as the field says
    return {
      isThere: sameGenres(now.genres, after),
      isAsBefore: sameGenres(now.genres, before),
      shown: null,
      former: null,
      write: () => editor.setGenres(item.kind, item.serverKey, after, true),
    };
  }

  /** null: the offered picture is gone. */
  async function pictureChange(editor: MetadataEditor, item: StoredEditItem, now: EditableItem): Promise<Change | null> {
    const offered = await pictures.offered(item.editId, item.n);
    if (!offered || sha256(offered) !== (item.after as OfferedPicture).sha256) return null; // as the field says
    const former = now.hasPicture ? await editor.picture(item.kind, item.serverKey) : null;
    const shown = former && sha256(former);
    const begun = await pictures.begun(item.editId, item.n);
    // A server may keep its own copy in other bytes: once a write began, whatever is not the former picture is ours.
    const isOurs = begun !== null && shown !== null && shown !== (begun.former && sha256(begun.former));
    return {
      isThere: shown === sha256(offered) || isOurs,
      isAsBefore: shown === item.before,
      shown,
      former,
      write: () => editor.setPicture(item.kind, item.serverKey, offered, true),
    };
  }

  async function shownNow(editor: MetadataEditor, item: StoredEditItem): Promise<string | null> {
    const image = await editor.picture(item.kind, item.serverKey);
    return image && sha256(image);
  }
}

const isStopped = (state: Working) => state.status === 'applying' && state.stopping;
const written: Outcome = { outcome: 'written', cause: null, detail: null, shown: null };
const restored: Outcome = { outcome: 'restored', cause: null, detail: null, shown: null };
const skipped = (cause: EditCause): Outcome => ({ outcome: 'skipped', cause, detail: null, shown: null });
const failed = (cause: EditCause, detail: string): Outcome => ({ outcome: 'failed', cause, detail, shown: null });
