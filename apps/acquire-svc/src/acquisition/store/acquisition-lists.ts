import type { ResourceTable } from '@soulsync/service-kit';
import { acquisitionsProjection } from '../projections/acquisitions.projection.js';

/** The offers of a search and the timeline of a wish may have some hundred KB. */
const recordOnly = ['offers', 'rejections', 'timeline'];

const acquisitions: ResourceTable = {
  from: 'acquire.acquisitions',
  id: 'id',
  columns: Object.keys(acquisitionsProjection.columns)
    .filter((column) => !recordOnly.includes(column))
    .map((column) => `"${column}"`),
  recordColumns: recordOnly.map((column) => `"${column}"`),
  sortable: ['title', 'state', 'reason', 'searches', 'attempts', 'nextAttemptAt', 'requestedAt', 'updatedAt'],
  filters: { state: 'text', reason: 'text', requestedAt: 'instant', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'updatedAt', order: 'DESC' },
  projections: ['acquisitions'],
};

export const acquisitionLists = { acquisitions };
