import type { EditField, EditScope } from '@soulsync/contracts';

/** What an item shows, as far as a plan needs it. */
export interface Shown {
  readonly genres: readonly string[];
  readonly hasPicture: boolean;
  readonly locked: readonly EditField[];
}

/** `has`: it is asked for what is missing alone, and this is there. */
export type FieldPlan = 'lookup' | 'locked' | 'has' | 'too-many-genres';

/** More genres than this, or longer ones, are no list a person made by hand: they are left as they are. */
const GENRES = 60;
const LONGEST_GENRE = 200;

/** A locked field is nobody's but the one who locked it. */
export function planField(field: EditField, scope: EditScope, shown: Shown): FieldPlan {
  const there = field === 'picture' ? shown.hasPicture : shown.genres.length > 0;
  if (there && scope === 'missing-only') return 'has';
  if (shown.locked.includes(field)) return 'locked';
  if (field === 'genres' && (shown.genres.length > GENRES || shown.genres.some((genre) => genre.length > LONGEST_GENRE)))
    return 'too-many-genres';
  return 'lookup';
}

/** Order and case do not matter to a media server. */
export function sameGenres(a: readonly string[], b: readonly string[]): boolean {
  const plain = (genres: readonly string[]) => [...new Set(genres.map((genre) => genre.normalize('NFC').toLowerCase()))].sort();
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
