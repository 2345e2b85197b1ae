import { InvalidId } from '@soulsync/contracts';
import type { RefusalCode, RefusalParams, RpcError } from '@soulsync/contracts';
import { refusalInWords } from '@soulsync/contracts/words';
import { ConcurrencyConflict, isOutage, isTransientError, messageOf, TransientError } from '@soulsync/event-store';

/** A rule said no: the caller's business. */
export class Refused extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** What the words of the reason are made with; null: it has none of its own. */
    readonly params: object | null = null,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** A rule's no by its code; the dictionary has the words. */
export const refused = <C extends RefusalCode>(code: C, params: RefusalParams[C]): Refused =>
  new Refused(code, refusalInWords(code, params), params);

/** More than one message may hold: to be sent in parts, or not at all. */
export class TooLarge extends Refused {
  constructor(message: string) {
    super('too-large', message);
    this.name = 'TooLarge';
  }
}

export class NotFound extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotFound';
  }
}

type FieldProblems = Readonly<Record<string, string>>;

const inWords = (fields: FieldProblems) =>
  Object.entries(fields)
    .map(([field, problem]) => `${field}: ${problem}`)
    .join('; ');

/** Fields that can't be taken, each with what is wrong. */
export class Invalid extends Error {
  constructor(readonly fields: FieldProblems) {
    super(inWords(fields));
    this.name = 'Invalid';
  }
}

/** No request at all, whatever its fields should mean: not an object, too deep, text that can't be stored. */
export class Malformed extends Error {
  constructor(readonly fields: FieldProblems) {
    super(inWords(fields));
    this.name = 'Malformed';
  }
}

/** An external system or a service could not be asked; it may work later. */
export class Unavailable extends TransientError {
  constructor(
    readonly system: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Unavailable';
  }
}

export type ExternalErrorKind = 'unavailable' | 'unauthorized' | 'forbidden' | 'not-found' | 'rate-limited' | 'bad-answer' | 'refused';

const timeoutCodes = new Set(['ECONNABORTED', 'ERR_CANCELED', 'ETIMEDOUT']);

/** What an external system answered instead of what was asked. */
export class ExternalError extends Error {
  constructor(
    readonly system: string,
    readonly kind: ExternalErrorKind,
    message: string,
    readonly status: number | null,
    /** null: it did not say. */
    readonly retryAfterMs: number | null,
    /** Text of the answer, at most some KiB; null: none. */
    readonly body: string | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ExternalError';
  }

  /** It is away, or asks for patience: for whoever waits for it. The others are answers, and the same ones come again. */
  get isTransient(): boolean {
    return this.kind === 'unavailable' || this.kind === 'rate-limited';
  }

  /** It did not answer in time: a smaller question may be answered. */
  get timedOut(): boolean {
    const { cause } = this;
    return cause instanceof Error && 'code' in cause && timeoutCodes.has(String(cause.code));
  }
}

/** Postgres is away, or its disk is full; its own words are in the log. */
export const DATABASE_AWAY = 'the database does not answer right now; try again in a moment';

/** An error as data for the wire. A bug keeps its words in the log and off the wire. */
export function rpcError(error: unknown): RpcError {
  if (error instanceof Refused)
    return { code: 'refused', message: error.message, reason: error.reason, ...(error.params && { params: error.params }) };
  if (error instanceof NotFound) return { code: 'not-found', message: error.message };
  if (error instanceof Invalid) return { code: 'invalid', message: error.message, fields: error.fields };
  if (error instanceof Malformed) return { code: 'malformed', message: error.message, fields: error.fields };
  if (error instanceof ExternalError && !error.isTransient)
    return { code: 'refused', message: error.message, reason: `outside-${error.kind}` }; // an answer, which comes again
  if (error instanceof InvalidId) return { code: 'not-found', message: `nothing has this id: ${error.message}` };
  if (error instanceof ConcurrencyConflict) return { code: 'conflict', message: refusalInWords('conflict', {}) };
  if (isTransientError(error)) return { code: 'unavailable', message: messageOf(error) };
  if (isOutage(error)) return { code: 'unavailable', message: DATABASE_AWAY };
  return { code: 'bug', message: 'something went wrong inside; the log of the service says what' };
}

/** The same error classes on the asking side. */
export function fromRpcError(error: RpcError, system: string): Error {
  switch (error.code) {
    case 'refused':
      return new Refused(error.reason ?? 'refused', error.message, error.params);
    case 'conflict':
      return refused('conflict', {});
    case 'not-found':
      return new NotFound(error.message);
    case 'malformed':
      return new Malformed(error.fields ?? { request: error.message });
    case 'invalid':
      return new Invalid(error.fields ?? { request: error.message });
    case 'unavailable':
      return new Unavailable(system, error.message);
    case 'bug':
      return new Error(`${system}: ${error.message}`);
  }
}
