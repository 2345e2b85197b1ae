import { published } from '@soulsync/contracts';
import type { NotPlacedReason } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface MirrorGapRow {
  /** `<mirrorId>/<entryId>` */
  readonly id: string;
  readonly mirrorId: string;
  readonly playlistId: string;
  readonly entryId: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly reason: NotPlacedReason;
}

const rowId = (mirrorId: string, entryId: string) => `${mirrorId}/${entryId}`;

/** Which entries of a mirrored playlist have no place on the server, and why. */
export const mirrorGapsProjection = projection<MirrorGapRow>({
  name: 'mirror-gaps',
  version: 1,
  key: 'id',
  columns: { id: 'text', mirrorId: 'text', playlistId: 'text', entryId: 'text', title: 'text', artists: 'text[]', reason: 'text' },
  indexes: ['("mirrorId")'],
  keys(envelope) {
    const event = published(envelope);
    if (event.type !== 'MirrorGapsChanged') return [];
    const { mirrorId, found, closed } = event.data;
    return [...closed, ...found.map(({ entryId }) => entryId)].map((entryId) => rowId(mirrorId, entryId));
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    if (event.type !== 'MirrorGapsChanged') return row;
    const { mirrorId, playlistId, found } = event.data;
    const gap = found.find(({ entryId }) => rowId(mirrorId, entryId) === id);
    return gap ? { id, mirrorId, playlistId, entryId: gap.entryId, title: gap.title, artists: gap.artists, reason: gap.reason } : null;
  },
});
