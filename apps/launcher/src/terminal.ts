// A terminal that was closed, or a reader that went, ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** All words for people: progress on stderr, answers on stdout. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
export const answer = (text: string): void => void process.stdout.write(`${text}\n`);

/** An end with a sentence instead of a stack. */
export class Explained extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Explained';
  }
}
