/** How long each phase of coming up lasts, one behind the other. */
export interface StartPhases {
  /** Nobody listens. Only after `POST /__sim/restart`: at the very start the port has to be known. */
  readonly refuseMs?: number;
  /** 503, also for `/identity`. */
  readonly unavailableMs?: number;
  /** Reads work; writes are told to come back. */
  readonly readsOnlyMs?: number;
}
