/** Not now: too many tries, or too much to do. */
export class TryLater extends Error {
  constructor(
    readonly reason: 'too-many-tries' | 'busy',
    readonly waitMs: number,
  ) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    super(reason === 'busy' ? `Too much to do at the moment; try again in ${seconds} s.` : `Too many tries; wait ${seconds} s.`);
    this.name = 'TryLater';
  }
}

/** Who asked has gone: there is nobody to compute for. */
export class Abandoned extends Error {
  constructor() {
    super('the client has gone');
    this.name = 'Abandoned';
  }
}
