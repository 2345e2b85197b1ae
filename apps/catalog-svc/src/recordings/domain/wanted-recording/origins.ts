import type { StoredOrigin, WantedRecordingEvent } from '@soulsync/contracts';

export interface StandingOrigin {
  readonly origin: StoredOrigin;
  /** It lets the recording be fetched. */
  readonly released: boolean;
}

/** The same value for the same origin. One of an old log, which names no entry, has its playlist alone. */
export function originKey(origin: StoredOrigin): string {
  switch (origin.kind) {
    case 'playlist':
      return `${playlistKey(origin.playlistId)}${'entryId' in origin ? origin.entryId : ''}`;
    case 'artist':
      return `artist/${origin.artistId}/${origin.releaseId}`;
    case 'album':
      return `album/${origin.releaseId}`;
    case 'search':
      return `search/${origin.searchId}`;
    case 'person':
      return 'person';
    case 'import':
      return `import/${origin.importId}`;
  }
}

/** What the keys of all entries of a playlist begin with. */
export const playlistKey = (playlistId: string): string => `playlist/${playlistId}/`;

/** The origins that stand after an event. Aggregate and read model both use it, so that they can't disagree. */
export function originsAfter(standing: readonly StandingOrigin[], event: WantedRecordingEvent): readonly StandingOrigin[] {
  switch (event.type) {
    case 'RecordingWanted':
      return [{ origin: event.data.origin, released: event.data.released }];
    case 'OriginAdded': {
      const { origin, released } = event.data;
      return [...without(standing, originKey(origin)), { origin, released }];
    }
    case 'OriginRemoved':
      return without(standing, originKey(event.data.origin));
    case 'RecordingReleased':
      // In a log of before origins were a set it is the one that is known; later its origin has been said to be released before.
      return standing.some(({ released }) => released) ? standing : standing.map(({ origin }) => ({ origin, released: true }));
    case 'RecordingIgnored':
    case 'RecordingUnignored':
    case 'RecordingWithheld':
    case 'DescriptionEnriched':
      return standing;
    case 'RecordingNoLongerWanted':
      return [];
  }
}

const without = (standing: readonly StandingOrigin[], key: string) => standing.filter(({ origin }) => originKey(origin) !== key);
