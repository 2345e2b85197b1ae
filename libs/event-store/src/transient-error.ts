/**
 * Whoever is asked is away, or too busy to answer: the same call works once that has passed. It is waited for, never parked. Whose errors
 * are of one class whether they pass or not says it of each by the same property.
 */
export class TransientError extends Error {
  readonly isTransient = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}

/** By its property, not by its class: a test's realm, or a second copy of this module, has a class of its own. */
export const isTransientError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'isTransient' in error && error.isTransient === true;
