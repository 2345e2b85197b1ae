/** One step of an event's shape: what was written before, as it would be written now. Pure; a stored event never changes. */
export interface Upcast {
  readonly type: string;
  /** Turns data of this schema version into that of the next one. */
  readonly from: number;
  readonly up: (data: object) => object;
}

/**
 * Of all events, in any order: every service's store reads through them, and writes the version after a type's last step (1 where there is
 * none). A change that old readers of the new shape would stumble over belongs here, with a spec that holds the old JSON; a field more does not.
 */
export const upcasts: readonly Upcast[] = [];
