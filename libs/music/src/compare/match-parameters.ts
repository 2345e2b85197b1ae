/** What may be asked "and if?" of a whole history. */
export interface MatchLimits {
  /** Below this confidence a match is a question, 0..1. */
  readonly sure: number;
  /** Up to this far apart lengths are the same (labelling rule 1). */
  readonly sameDurationMs: number;
  /** Up to this far apart they are doubtful (rule 3 makes no bet there), beyond it another recording. */
  readonly doubtfulDurationMs: number;
  /** Another recording that may be meant as well and whose confidence is less than this behind makes the match a question; 0: never. */
  readonly margin: number;
}

/** When two spellings are one title. Letters are those of the comparison key. */
export interface TitleParameters {
  /** Similarity of a title that was shortened by its subtitle: `C.R.E.A.M. (Cash Rules Everything Around Me)`. */
  readonly subtitleMissing: number;
  /** The same where what is left is one short word, which many songs share: `Stay (I Missed You)`. */
  readonly subtitleTells: number;
  /** One side begins with a number that may be the track's: `07 Intro`. */
  readonly numberMissing: number;
  /** Shorter titles may not be misspelt: one letter makes another word ("Stay", "Slay"). Letters. */
  readonly longTitle: number;
  /** Shorter words may not be misspelt ("in", "my", "love"). Letters. Fitted: on both halves it finds more than 5 did, and nothing wrong. */
  readonly longWord: number;
  /** A long word of a title this similar to another is a misspelling of it. */
  readonly misspeltWord: number;
  /** Shorter titles may not slip: any letter makes another word of them. Letters. */
  readonly slipTitle: number;
}

/** When two credits are one artist. */
export interface ArtistParameters {
  /** A name this similar to another is a misspelling of it: `Beyonce Knowels`. */
  readonly misspeltName: number;
  /** Shorter names may not be misspelt ("Muse", "Musa"). Letters. */
  readonly longName: number;
  /** Shorter names may not slip ("Ye", "Yes"). Letters. */
  readonly slipName: number;
}

/**
 * Every number of the decision, in one place. Unless its comment names a rule or a fit it was set by hand while looking at the corpora;
 * `bench accuracy --tune` fits each of them on one half of the records and measures on the other: no other value did better there
 * (figures in the README).
 */
export interface MatchParameters extends MatchLimits, TitleParameters, ArtistParameters {
  /** Titles and albums this similar are the same where nothing but their text is known. */
  readonly sameText: number;
  /** Less similar titles are other songs. Offers are judged by it too. */
  readonly titleFloor: number;
  /** Less similar credits are other artists; a credit that shares its lead scores 0.85 and more. Offers are judged by it too. */
  readonly artistFloor: number;
  /** Similarity that one slip of the keyboard in title or artist counts as, where everything else agrees. */
  readonly slipWorth: number;
  /** Similarity that a title counts as, at most, where one side has something that nobody could read. */
  readonly doubtfulTitle: number;
  /** Powers of the similarities in the confidence. */
  readonly titlePower: number;
  readonly artistPower: number;
  /** Factor of a length that one side does not know. */
  readonly lengthUnknown: number;
  /** Taken off by lengths that are the same, at their farthest. */
  readonly sameLengthLoss: number;
  /** Factor where lengths begin to be doubtful, and what the farthest doubt takes off more. */
  readonly doubtfulLength: number;
  readonly doubtfulLengthLoss: number;
  /** Factor of a release that one side does not name. */
  readonly albumUnknown: number;
  /** Taken off by another release: the same recording is on many. */
  readonly albumLoss: number;
  /** Factors of an ISRC that one side lacks, and of another one: one recording often has several. */
  readonly isrcUnknown: number;
  readonly isrcOther: number;
  /** Another recording less than `rivalReach` behind takes off up to `rivalLoss`, the more the nearer it is. */
  readonly rivalReach: number;
  readonly rivalLoss: number;
}

export const usualParameters: MatchParameters = {
  sure: 0.8,
  sameDurationMs: 3_000,
  doubtfulDurationMs: 12_000,
  margin: 0.01,
  sameText: 0.92,
  titleFloor: 0.86,
  artistFloor: 0.85,
  subtitleMissing: 0.93,
  subtitleTells: 0.88,
  numberMissing: 0.9,
  longTitle: 9,
  longWord: 4,
  misspeltWord: 0.8,
  slipTitle: 4,
  misspeltName: 0.88,
  longName: 7,
  slipName: 5,
  slipWorth: 0.9,
  doubtfulTitle: 0.87,
  titlePower: 1.5,
  artistPower: 0.5,
  lengthUnknown: 0.9,
  sameLengthLoss: 0.02,
  doubtfulLength: 0.85,
  doubtfulLengthLoss: 0.35,
  albumUnknown: 0.99,
  albumLoss: 0.02,
  isrcUnknown: 0.995,
  isrcOther: 0.985,
  rivalReach: 0.1,
  rivalLoss: 0.05,
};
