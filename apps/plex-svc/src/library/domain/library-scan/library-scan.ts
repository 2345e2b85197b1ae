import type { FilingId, Instant, LibraryScanEvent, LibraryTrackId, ScanId, ScannedFile } from '@soulsync/contracts';

export type LibraryScanCommand =
  | { type: 'RequestScan'; data: { scanId: ScanId; folder: string; files: readonly ScannedFile[]; at: Instant } }
  | { type: 'StartScan'; data: { at: Instant } }
  | { type: 'ReportIndexed'; data: { filingId: FilingId; libraryTrackId: LibraryTrackId; at: Instant } }
  | { type: 'FailScan'; data: { cause: 'not-seen-by-server'; detail: string; at: Instant } };

export type LibraryScan =
  | { readonly status: 'none' }
  | {
      readonly status: 'requested' | 'started' | 'finished' | 'failed';
      readonly scanId: ScanId;
      readonly folder: string;
      readonly files: readonly ScannedFile[];
      /** Not yet proven to be indexed. */
      readonly open: ReadonlySet<FilingId>;
      readonly requestedAt: Instant;
    };

const initialState: LibraryScan = { status: 'none' };

function decide(command: LibraryScanCommand, state: LibraryScan): readonly LibraryScanEvent[] {
  if (command.type === 'RequestScan') {
    const { scanId, folder, files, at } = command.data;
    return state.status === 'none' ? [{ type: 'ScanRequested', data: { scanId, folder, files, requestedAt: at } }] : [];
  }
  if (state.status === 'none' || state.status === 'finished') return [];
  const { scanId } = state;
  switch (command.type) {
    case 'StartScan':
      return state.status === 'started' ? [] : [{ type: 'ScanStarted', data: { scanId, startedAt: command.data.at } }];
    case 'ReportIndexed': {
      const { filingId, libraryTrackId, at } = command.data;
      const file = state.files.find((candidate) => candidate.filingId === filingId);
      if (!file || !state.open.has(filingId)) return [];
      const { path } = file;
      const indexed: LibraryScanEvent = {
        type: 'FileIndexed',
        data: { scanId, filingId, path, libraryTrackId, indexedAt: at },
      };
      return state.open.size === 1 ? [indexed, { type: 'ScanFinished', data: { scanId, finishedAt: at } }] : [indexed];
    }
    case 'FailScan': {
      const { cause, detail, at } = command.data;
      return state.status === 'failed' ? [] : [{ type: 'ScanFailed', data: { scanId, cause, detail, failedAt: at } }];
    }
  }
}

function evolve(state: LibraryScan, event: LibraryScanEvent): LibraryScan {
  if (event.type === 'ScanRequested') {
    const { scanId, folder, files, requestedAt } = event.data;
    return { status: 'requested', scanId, folder, files, open: new Set(files.map((file) => file.filingId)), requestedAt };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ScanStarted':
      return { ...state, status: 'started' };
    case 'FileIndexed':
      return { ...state, open: new Set([...state.open].filter((id) => id !== event.data.filingId)) };
    case 'ScanFinished':
      return { ...state, status: 'finished' };
    case 'ScanFailed':
      return { ...state, status: 'failed' };
  }
}

export const libraryScan = { aggregateType: 'library-scan', initialState, decide, evolve };
