import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';

/** Refused by the client before anything was sent, or by the server for want of a right: the same call is refused again. */
const refusals = [
  TypeError,
  RangeError,
  SyntaxError,
  errors.InvalidSubjectError,
  errors.InvalidArgumentError,
  errors.InvalidOperationError,
  errors.PermissionViolationError,
  errors.AuthorizationError,
];
/** Not there (yet), too slow, too many: about the server, not about what was asked. */
const PASSING = new Set([404, 408, 429]);
/** Postgres: the role, its password or its rights are wrong (class 28, and 42501). */
const REFUSED_BY_POSTGRES = /^(28...|42501)$/;

/** Whether the same call may succeed a little later. An argument's error never does; what is unknown may. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (error instanceof JetStreamApiError) return error.status >= 500 || PASSING.has(error.status);
  if (refusals.some((refusal) => error instanceof refusal)) return false;
  if ('code' in error && typeof error.code === 'string' && REFUSED_BY_POSTGRES.test(error.code)) return false;
  return error.cause === undefined || isTransient(error.cause); // the client wraps what befell a request
}
