import { createHash } from 'node:crypto';
import type { ArtistMetadata, MetadataLookup, LeftOut, LeftOutReason, ProposedEdit } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import type { Next } from '@soulsync/event-store';
import { isVariousArtists } from '@soulsync/music';
import { ExternalError, pictureShape } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { planField, sameGenres } from '../domain/metadata-edit/plan-edits.js';
import { LEAST_PIXELS } from '../ports/metadata-editor.js';
import type { EditableItem, MetadataEditor } from '../ports/metadata-editor.js';
import type { StoredEdit } from '../projections/metadata-edits.projection.js';
import { editTargets } from '../store/edit-targets.js';
import type { Target } from '../store/edit-targets.js';
import { editDriver, editorOf } from './edit-work.js';
import type { EditStep, MetadataEditParts } from './edit-work.js';
import { libraryIdOf } from '../../library/library-id.js';

/** Looked at, and stored, at a time: with the longest lists of genres still far below a commit's limit. */
const TARGETS_AT_ONCE = 12;

type Picked = { readonly image: Uint8Array; readonly source: string };

/** Looks at what the server shows and at what is known elsewhere, and proposes the difference. Writes nothing to the server. */
export function proposeEdits(kit: Kit<PlexConfig>, parts: MetadataEditParts): Worker {
  const { server, metadata, music, pictures } = parts;
  return editDriver(kit, parts, { name: 'propose-edits', states: ['looking'], step });

  /** All that is left to be looked at, unless a person discards it meanwhile. */
  async function step({ id, row, state, signal, execute }: EditStep): Promise<Next> {
    if (state.status === 'ended') await pictures.dropAll(id);
    if (state.status !== 'looking') return 'over';
    let { looked, items: places } = state;
    let total = 0;
    const report = (problem: string | null) => kit.live.edit({ id, stage: 'looking', done: looked, total, problem });
    try {
      const targets = await targetsOf(row, state.cursor);
      total = looked + targets.length;
      for (let from = 0; from < targets.length; from += TARGETS_AT_ONCE) {
        if (signal.aborted) return 'again';
        report(null);
        const some = targets.slice(from, from + TARGETS_AT_ONCE);
        const { items, leftOut } = await proposeFor(row, some, places);
        const data = { looked, more: some.length, items, cursor: some.at(-1)?.key ?? '', leftOut: counted(leftOut), at: kit.clock.now() };
        const { state: after } = await execute({ type: 'ProposeItems', data });
        if (after.status !== 'looking') return 'again'; // discarded
        looked += some.length;
        places += items.length;
      }
      const finished = await execute({ type: 'FinishProposal', data: { at: kit.clock.now() } });
      report(null);
      if (finished.state.status === 'ended') await pictures.dropAll(id);
      return 'over';
    } catch (error) {
      report(messageOf(error));
      throw error;
    }
  }

  async function targetsOf({ serverId, kind, scope, ids }: StoredEdit, after: string | null): Promise<readonly Target[]> {
    await editorOf(server, serverId);
    const libraries = (await server.sections()).map(({ key }) => libraryIdOf(serverId, key));
    return editTargets(kit.dataSource, { libraries, kind, after, keys: scope === 'ids' ? ids : null });
  }

  /** `place`: that of the first item found here. */
  async function proposeFor(row: StoredEdit, targets: readonly Target[], place: number) {
    const { editor } = await editorOf(server, row.serverId);
    const kind = row.kind === 'artists' ? 'artist' : 'album';
    const shown = new Map(
      (
        await editor.read(
          kind,
          targets.map(({ key }) => key),
        )
      ).map((item) => [item.key, item]),
    );
    const leftOut: LeftOutReason[] = [];
    const open: Open[] = [];
    for (const { key, paths } of targets) {
      const item = shown.get(key);
      if (!item) leftOut.push('gone');
      else if (kind === 'artist' && isVariousArtists(item.title)) leftOut.push('various-artists');
      else open.push(await planned(row, item, paths ?? [], leftOut));
    }
    const asked = open.flatMap((one) => (questionOf(one) === null ? [] : [one]));
    const answers = await metadata.ask(asked.flatMap((one) => questionOf(one) ?? []));
    const answerFor = new Map(asked.map((one, at) => [one, answers[at]]));
    const items: ProposedEdit[] = [];
    for (const one of open) {
      const answer = answerFor.get(one);
      const picture = one.lookups.has('picture') ? (one.own ?? (await externalPicture(answer?.picture, leftOut))) : null;
      const edit = picture && (await pictureEdit(row, editor, one.item, picture, place + items.length, leftOut));
      if (edit) items.push(edit);
      const genres = one.lookups.has('genres') ? genresEdit(one.item, answer, place + items.length, leftOut) : null;
      if (genres) items.push(genres);
    }
    return { items, leftOut };
  }

  interface Open {
    readonly item: EditableItem;
    readonly lookups: ReadonlySet<'picture' | 'genres'>;
    /** The cover of our own files. */
    readonly own: Picked | null;
  }

  async function planned(row: StoredEdit, item: EditableItem, paths: readonly string[], leftOut: LeftOutReason[]): Promise<Open> {
    const lookups = new Set<'picture' | 'genres'>();
    for (const field of row.fields) {
      const plan = planField(field, row.scope, item);
      if (plan === 'lookup') lookups.add(field);
      else if (plan !== 'has') leftOut.push(plan);
    }
    const cover = lookups.has('picture') && item.kind === 'album' ? await music.coverOf(paths) : null;
    return { item, lookups, own: cover && { image: cover.image, source: cover.from } };
  }

  function questionOf({ item, lookups, own }: Open): MetadataLookup | null {
    const wants = [...lookups].filter((field) => field !== 'picture' || own === null);
    const { title, artist, mbid } = item;
    if (wants.length === 0 || title === '') return null;
    return item.kind === 'artist' ? { artist: title, album: null, mbid, wants } : { artist: artist ?? '', album: title, mbid, wants };
  }

  async function externalPicture(found: ArtistMetadata['picture'] | undefined, leftOut: LeftOutReason[]): Promise<Picked | null> {
    if (!found) return null;
    if ('none' in found) return missed(`picture-${found.none}`, leftOut);
    try {
      const image = await parts.fetched(found.url);
      return image ? { image, source: found.from } : missed('picture-not-usable', leftOut);
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      kit.logger.warn('a picture could not be fetched', { error: messageOf(error) });
      return missed('picture-not-fetched', leftOut);
    }
  }

  /** null: it is shown already. The bytes are put aside: what a person sees is what is written. */
  async function pictureEdit(
    row: StoredEdit,
    editor: MetadataEditor,
    item: EditableItem,
    { image, source }: Picked,
    n: number,
    leftOut: LeftOutReason[],
  ): Promise<ProposedEdit | null> {
    const shape = pictureShape(image);
    if (!shape || shape.width === null || shape.height === null || Math.min(shape.width, shape.height) < LEAST_PIXELS)
      return missed('picture-too-small', leftOut);
    const shown = item.hasPicture ? await editor.picture(item.kind, item.key) : null;
    if (item.hasPicture && !shown) return missed('picture-not-readable', leftOut); // it could not be brought back
    const before = shown && sha256(shown);
    const after = { sha256: sha256(image), type: shape.type, width: shape.width, height: shape.height, sizeBytes: image.length };
    if (before === after.sha256) return null;
    await pictures.offer(row.id, n, image);
    return { n, ...named(item), source, field: 'picture', before, after };
  }

  function genresEdit(item: EditableItem, answer: ArtistMetadata | undefined, n: number, leftOut: LeftOutReason[]): ProposedEdit | null {
    const found = answer?.genres;
    if (!found) return null;
    if ('none' in found) return missed(`genres-${found.none}`, leftOut);
    if (sameGenres(item.genres, found.names)) return null;
    return { n, ...named(item), source: found.from, field: 'genres', before: item.genres, after: found.names };
  }
}

const TITLE = 300;
const named = ({ kind, key, title, artist }: EditableItem) => ({
  kind,
  serverKey: key,
  title: title.slice(0, TITLE),
  artist: artist?.slice(0, TITLE) ?? null,
});

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function missed(reason: LeftOutReason, leftOut: LeftOutReason[]): null {
  leftOut.push(reason);
  return null;
}

function counted(reasons: readonly LeftOutReason[]): LeftOut {
  const counts: Partial<Record<LeftOutReason, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
