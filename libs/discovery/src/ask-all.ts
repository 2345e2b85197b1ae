import type { ClientRequest, RequestOptions, IncomingMessage } from 'node:http';
import { urlHost } from './addresses.js';
import type { ProbeAnswer } from './known-services.js';

/** node:http's `request`; handed in, so that a test sees every connection that is made. */
export type HttpRequest = (options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

export interface Question {
  readonly address: string;
  /** For the Host header. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** What such an answer may weigh; a true one has some hundred bytes. */
export const BODY_BYTES = 64 * 1024;
const AT_ONCE = 32;
const ANSWER_MS = 1_200;

/** One GET without redirects; null: nothing there, too slow, or too much. */
export function askOne(request: HttpRequest, { address, host, port, path }: Question, signal: AbortSignal): Promise<ProbeAnswer | null> {
  return new Promise((done) => {
    let answer: ProbeAnswer | null = null;
    const asked = request(
      {
        host: address,
        port,
        path,
        method: 'GET',
        agent: false,
        headers: { Host: `${urlHost(host)}:${port}`, Accept: 'application/json', Connection: 'close' },
        signal,
        lookup: (name, _options, refused) => refused(new Error(`${name} is no address`), ''), // names were resolved, and judged, before
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > BODY_BYTES) asked.destroy();
          else chunks.push(chunk);
        });
        response.on('end', () => (answer = { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        response.on('error', () => undefined); // cut off: no answer
      },
    );
    asked.on('error', () => undefined); // nobody listens there, which is what was asked
    // A timer of our own: a combined signal that nobody else holds may be collected before it fires (nodejs/node#57736).
    const timer = setTimeout(() => asked.destroy(), ANSWER_MS);
    asked.on('close', () => {
      clearTimeout(timer);
      done(answer);
    });
    asked.end();
  });
}

export type AskAll<Q extends Question> = (questions: readonly Q[]) => Promise<void>;

/**
 * Asks lists of questions, each in order; over all lists at most 32 are open at a time, and one that comes later gets its turn
 * among the others. `hear` is told of each end. Ends early when the signal aborts.
 */
export function asking<Q extends Question>(
  request: HttpRequest,
  hear: (question: Q, answer: ProbeAnswer | null) => void,
  signal: AbortSignal,
): AskAll<Q> {
  let free = AT_ONCE;
  const line: (() => void)[] = [];
  const turn = () => (free > 0 ? void (free -= 1) : new Promise<void>((mine) => line.push(mine)));
  function pass(): void {
    const next = line.shift();
    if (next) next();
    else free += 1;
  }

  return async (questions) => {
    let at = 0;
    async function work(): Promise<void> {
      for (let question = questions[at++]; question && !signal.aborted; question = questions[at++]) {
        await turn();
        try {
          const answer = signal.aborted ? null : await askOne(request, question, signal);
          if (!signal.aborted) hear(question, answer);
        } finally {
          pass();
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, questions.length) }, work));
  };
}
