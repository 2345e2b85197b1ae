import type { Corpus } from '@soulsync/music';

export interface Limit {
  readonly measure: string;
  readonly least?: number;
  readonly most?: number;
}

/** What the engine must reach, in percent; the scorer's own names. */
export const limits: Readonly<Record<Corpus, readonly Limit[]>> = {
  'library-match': [
    { measure: 'accuracy', least: 97.5 },
    { measure: 'recall (recording present)', least: 97 },
    { measure: 'false accepts (of all)', most: 0.8 },
    { measure: 'accepted though absent', most: 1.5 },
  ],
  'library-full': [
    { measure: 'accuracy', least: 99 },
    { measure: 'accepted though absent', most: 0.7 },
  ],
  'slskd-rank': [
    { measure: 'first pick right', least: 98 },
    { measure: 'first pick among the best', least: 96 },
    { measure: 'first pick forbidden', most: 0.5 },
    { measure: 'forbidden files accepted', most: 1 },
  ],
  'normalise-pairs': [
    { measure: 'accuracy', least: 96.5 },
    { measure: 'false same (of the different)', most: 1.5 },
  ],
  'youtube-titles': [
    { measure: 'artist and title right', least: 97 },
    { measure: 'version class right', least: 97 },
  ],
  'video-uploads': [
    { measure: 'artist and title right', least: 91 },
    { measure: 'version class right', least: 98 },
  ],
  'release-names': [{ measure: 'fields right', least: 94 }],
};
