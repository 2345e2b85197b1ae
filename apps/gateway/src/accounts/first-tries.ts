/** Has anything been tried on this connection before, from this address? Many come over one connection of a proxy. */
export type IsFirstTry = (connection: object, address: string) => boolean;

/** Addresses on one connection; the next ones are nobody's first try any more. */
const KEPT = 1_000;

export function firstTries(): IsFirstTry {
  const tried = new WeakMap<object, Set<string>>();
  return (connection, address) => {
    const known = tried.get(connection) ?? new Set();
    tried.set(connection, known);
    if (known.has(address) || known.size >= KEPT) return false;
    known.add(address);
    return true;
  };
}
