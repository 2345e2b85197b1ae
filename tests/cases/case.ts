/** A case as its JSON file tells it. */
export interface Case {
  readonly id: string;
  /** The kind of failure: cases of one kind have one cause. */
  readonly kind: string;
  readonly what: string;
  readonly expected: string;
  readonly type: 'missing' | 'csv' | 'console' | 'tags' | 'match' | 'predict' | 'offers' | 'queries';
  /** Of `predict`. */
  readonly corpus?: string;
  /** The question of `match`, `predict`, `offers` and `queries`. */
  readonly record?: Readonly<Record<string, unknown>>;
  readonly playlist?: { readonly name: string; readonly text?: string; readonly base64?: string; readonly encoding?: string };
  readonly library?: readonly FileToMake[];
  readonly file?: FileToMake;
  readonly checks: readonly Check[];
  /** `N-A`: what can't be decided from what the case tells; it may fail. */
  readonly verdictWhenFailing?: string;
}

/** A file that is made for a case; which fields count depends on `make`. */
export interface FileToMake {
  readonly path: string;
  readonly make: string;
  readonly ms?: number;
  readonly tags?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly id3?: { readonly version?: number; readonly frames: readonly (readonly [string, string, string])[] };
  readonly id3v1?: Id3v1;
  readonly appendId3v1?: Id3v1;
  readonly info?: Readonly<Record<string, string>>;
  readonly ape?: Readonly<Record<string, string>>;
  readonly pictureBytes?: number;
  readonly mdatShort?: number;
  readonly quietMs?: number;
  readonly text?: string;
  readonly base64?: string;
  readonly to?: string;
}

export type Id3v1 = Readonly<Record<string, string | number>>;

export type Check = Readonly<Record<string, unknown>> & { readonly is: string };
