/** An id that can't be one: it would be more, or less, than one token of a subject. The asker's mistake, not an outage. */
export class InvalidId extends Error {
  constructor(id: string) {
    super(`${JSON.stringify(id.slice(0, 60))} is no id: an id has 1 to ${LONGEST} letters, digits or signs, without blanks, dots, * and >`);
    this.name = 'InvalidId';
  }
}

const LONGEST = 200;

/** May it stand between two dots of a subject, and mean itself alone? Ids are ASCII: uuids, hashes, uris, keys of servers. */
export function isSubjectToken(text: unknown): text is string {
  return typeof text === 'string' && text.length <= LONGEST && /^[!-~]+$/.test(text) && !/[.*>]/.test(text);
}

/** Throws InvalidId. */
export function subjectToken(text: string): string {
  if (!isSubjectToken(text)) throw new InvalidId(String(text));
  return text;
}
