/** What is told of an imported list, by its code, and what its words are made with. */
export interface ListProblemParams {
  /** It is the code page that its letters speak for. `encoding`: as `TextDecoder` calls it. */
  'encoding-guessed': { readonly encoding: string };
  /** Another program read UTF-8 as this and saved that; it was put right. */
  'encoding-repaired': { readonly encoding: string };
  /** The file holds several playlists. `names`: the first of them. */
  'several-lists': { readonly names: readonly string[]; readonly count: number };
  'row-unreadable': { readonly detail: string };
  'row-too-short': { readonly cells: number; readonly headerCells: number };
  'row-too-long': { readonly characters: number; readonly most: number };
  'title-empty': NoParams;
  'no-length': NoParams;
  /** A NUL or half a character, which nothing stores. */
  'no-text': NoParams;
  /** U+FFFD: a letter that was lost when the file was written or decoded. */
  'sign-lost': NoParams;
  /** An album, an artist or an episode among the songs. `kind`: as the file calls it. */
  'not-a-song': { readonly kind: string };
}

type NoParams = Readonly<Record<never, never>>;

export type ListProblemCode = keyof ListProblemParams;

/** Is this told of the whole file, and leaves no row out? */
export const isListNote = (code: ListProblemCode): boolean =>
  code === 'encoding-guessed' || code === 'encoding-repaired' || code === 'several-lists';
