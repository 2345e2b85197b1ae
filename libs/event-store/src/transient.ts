/** Refused by the client before anything was sent, or by the server for want of a right: the same call is refused again. By name: errors of Node's own realm are of other classes in a test. */
const REFUSALS = new Set([
  'TypeError',
  'RangeError',
  'SyntaxError',
  'InvalidSubjectError',
  'InvalidArgumentError',
  'InvalidOperationError',
  'PermissionViolationError',
  'AuthorizationError',
  'UndecodableCommit',
]);
/** Of JetStream: not there (yet), too slow, too many. About the server, not about what was asked. */
const PASSING = new Set([404, 408, 429]);
/** Postgres: the role, its password or its rights are wrong (class 28, and 42501). */
const REFUSED_BY_POSTGRES = /^(28...|42501)$/;

interface ErrorFields {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly cause?: unknown;
}

/** Whether the same call may succeed a little later. An argument's error never does; what is unknown may. */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return true;
  const { name, code, status, cause } = error as ErrorFields; // each is looked at before it is used
  if (name === 'JetStreamApiError' && typeof status === 'number') return status >= 500 || PASSING.has(status);
  if (typeof name === 'string' && REFUSALS.has(name)) return false;
  if (typeof code === 'string' && REFUSED_BY_POSTGRES.test(code)) return false;
  return cause === undefined || isTransient(cause); // clients wrap what befell a request
}
