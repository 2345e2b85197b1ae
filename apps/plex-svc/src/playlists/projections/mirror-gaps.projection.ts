import { entriesById, published } from '@soulsync/contracts';
import type { MirrorGapRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredGap = Omit<MirrorGapRow, 'position'>;

const rowId = (mirrorId: string, entryId: string) => `${mirrorId}/${entryId}`;

/** Which entries of a mirrored playlist have no place on the server, and why. */
export const mirrorGapsProjection = projection<StoredGap>({
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
    const gap = entriesById(found).get(id.slice(mirrorId.length + 1));
    return gap ? { id, mirrorId, playlistId, entryId: gap.entryId, title: gap.title, artists: gap.artists, reason: gap.reason } : null;
  },
});
