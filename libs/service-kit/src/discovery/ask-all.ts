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
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
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
    asked.on('close', () => done(answer));
    asked.end();
  });
}

/** Asks all, at most 32 at a time, in order; `hear` is told of each end. Ends early when the signal aborts. */
export async function askAll<Q extends Question>(
  request: HttpRequest,
  questions: readonly Q[],
  hear: (question: Q, answer: ProbeAnswer | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let next = 0;
  async function work(): Promise<void> {
    for (let question = questions[next++]; question && !signal.aborted; question = questions[next++]) {
      const answer = await askOne(request, question, signal);
      if (!signal.aborted) hear(question, answer);
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, questions.length) }, work));
}
