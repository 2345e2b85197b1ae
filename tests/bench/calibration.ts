/** A match that was said, and whether it was right. */
export interface Claim {
  /** 0..1 */
  readonly confidence: number;
  readonly right: boolean;
}

export interface Bin {
  /** Confidence from here up to the next bin. */
  readonly from: number;
  readonly said: number;
  readonly right: number;
}

const bins = [0, 0.8, 0.85, 0.9, 0.95, 0.98];

/** From here on a match says that it is sure. */
export const SURE_FROM = 0.95;
/** Share of the matches that say so and must be right. */
export const LEAST_RIGHT = 0.99;

export const calibrated = (said: readonly Claim[]): readonly Bin[] =>
  bins.map((from, place) => {
    const within = said.filter(({ confidence }) => confidence >= from && confidence < (bins[place + 1] ?? Infinity));
    return { from, said: within.length, right: within.filter(({ right }) => right).length };
  });

/** 0..1; 1 where nothing was said. */
export function rightWhenSure(said: readonly Claim[]): number {
  const sure = said.filter(({ confidence }) => confidence >= SURE_FROM);
  return sure.length === 0 ? 1 : sure.filter(({ right }) => right).length / sure.length;
}
