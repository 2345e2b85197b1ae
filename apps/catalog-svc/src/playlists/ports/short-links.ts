/** Links that stand for longer ones. */
export interface ShortLinks {
  /** What this one leads to, without going there; null: to nowhere that is its service's. Throws Unavailable. */
  resolve(url: string): Promise<string | null>;
}
