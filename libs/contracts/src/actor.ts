/** Who caused an event: a person, by the name of the account; one of our own processes; or the clock. */
export interface Actor {
  readonly kind: 'account' | 'process' | 'schedule';
  readonly id: string;
}

/** `account:ada`: where one text stands for it, in a column or in an event that names its own doer. */
export const actorText = ({ kind, id }: Actor): string => `${kind}:${id}`;

const kinds: Readonly<Record<string, Actor['kind']>> = {
  account: 'account',
  process: 'process',
  schedule: 'schedule',
  // Before actors were data.
  person: 'account',
  service: 'process',
};

/** Of such a text, also as older logs have it; what names no kind is one of our own. */
export function actorOf(text: string): Actor {
  const [, kind = '', id = ''] = /^(\w+):(.*)$/s.exec(text) ?? [];
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return known ? { kind: known, id } : { kind: 'process', id: text };
}
