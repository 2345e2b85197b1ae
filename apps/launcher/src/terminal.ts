import { harmlessJson, harmlessLines } from '@soulsync/service-kit/harmless-text';

// A terminal that was closed, or a reader that went, ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/**
 * All words for people: progress on stderr, answers on stdout. Names of peers, tags and playlists among them can't command the terminal;
 * that they add no line of their own either, `harmless` sees to where they are put in.
 */
export const say = (text: string): void => void process.stderr.write(`${harmlessLines(text)}\n`);
export const answer = (text: string): void => void process.stdout.write(`${harmlessLines(text)}\n`);
/** For programs: JSON on one line, its value unchanged. */
export const answerJson = (value: unknown): void => void process.stdout.write(`${harmlessJson(value)}\n`);

/** An end with a sentence instead of a stack. */
export class Explained extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Explained';
  }
}

/** Options or arguments that the command does not take; its usage is said too. */
export class Misused extends Explained {}
