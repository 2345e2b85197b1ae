import { HttpException } from '@nestjs/common';
import type { Request } from 'express';

/** What a route takes as its body. */
export interface BodyRule {
  readonly type: 'application/json' | 'text/csv';
  readonly maxBytes: number;
  /** All of it must have come within this. */
  readonly withinMs: number;
}

export const OPEN_BODY: BodyRule = { type: 'application/json', maxBytes: 16 * 1024, withinMs: 10_000 };
/** Stays below what one message between services may hold (1 MiB). */
export const JSON_BODY: BodyRule = { type: 'application/json', maxBytes: 1_000_000, withinMs: 60_000 };
export const CSV_UPLOAD: BodyRule = { type: 'text/csv', maxBytes: 100_000_000, withinMs: 600_000 };

/** An upload may take its time, but never stands still for longer. */
const STALL_MS = 15_000;

export const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Throws what the headers alone refuse: nothing of the body has been read. */
export function checkBodyHeaders(request: Request, { type, maxBytes }: BodyRule): void {
  if (!hasBody(request)) return;
  const { 'content-type': given = '', 'content-encoding': encoding = 'identity', 'content-length': length } = request.headers;
  if (Number(length ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const [media = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
  if (media !== type) throw new HttpException(`The body must be ${type}.`, 415);
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (type === 'application/json' && charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw new HttpException('JSON is UTF-8; this charset is not taken.', 415);
  if (encoding.trim().toLowerCase() !== 'identity') throw new HttpException('A compressed body is not taken; send it as it is.', 415);
}

/**
 * Hands over the body piece by piece and waits for the taker. Throws 413 once it is too large, 408 when it is too slow, 400 when the client
 * leaves; the request itself is left alive, so that the refusal can be answered.
 */
export function readBody(request: Request, { maxBytes, withinMs }: BodyRule, take: (piece: Buffer) => Promise<void> | void): Promise<void> {
  return new Promise((resolve, reject) => {
    let sizeBytes = 0;
    const late = () => end(new HttpException('The body did not come in time.', 408));
    const deadline = setTimeout(late, withinMs);
    const stall = setTimeout(late, STALL_MS);
    const onData = (piece: Buffer) => {
      stall.refresh();
      sizeBytes += piece.length;
      if (sizeBytes > maxBytes) return end(tooLarge(maxBytes));
      try {
        const taken = take(piece);
        if (!taken) return;
        request.pause();
        taken.then(() => request.resume(), end);
      } catch (error) {
        end(error as Error); // a taker throws nothing else
      }
    };
    const onEnd = () => end(null);
    const onGone = () => end(new HttpException('The connection ended before the body did.', 400));
    function end(failure: Error | null): void {
      clearTimeout(deadline);
      clearTimeout(stall);
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      if (failure === null) return resolve();
      request.pause();
      reject(failure);
    }
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
    if (request.destroyed) onGone();
  });
}

/** A small body as the value it is; throws 400 for what is no JSON in UTF-8. */
export async function readJson(request: Request, rule: BodyRule): Promise<unknown> {
  const pieces: Buffer[] = [];
  await readBody(request, rule, (piece) => void pieces.push(piece));
  if (pieces.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))) as unknown;
  } catch {
    throw new HttpException('The body is no JSON in UTF-8.', 400); // what the parser says quotes the body
  }
}

const tooLarge = (maxBytes: number) => new HttpException(`The body is larger than ${maxBytes} bytes.`, 413);
