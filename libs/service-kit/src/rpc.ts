import { Catch, Injectable } from '@nestjs/common';
import type { ArgumentsHost, CallHandler, ExecutionContext, NestInterceptor, RpcExceptionFilter } from '@nestjs/common';
import { createInbox, errors, headers } from '@nats-io/transport-node';
import type { Msg, MsgHdrs, NatsConnection, Subscription } from '@nats-io/transport-node';
import { map, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { actorText, answersTo, subjectToken } from '@soulsync/contracts';
import type { RequestContext, RpcError, RpcReply } from '@soulsync/contracts';
import { inboxPrefixOf, newId, uuid5 } from '@soulsync/event-store';
import type { CommandContext, Logger } from '@soulsync/event-store';
import type { Clock } from './clock.js';
import { fromRpcError, rpcError, TooLarge, Unavailable } from './errors.js';
import { correlation } from './json-logger.js';

export interface RpcRequest<Body> {
  readonly body: Body;
  readonly context: RequestContext;
}

/** Asks other services; a refusal comes back as the error class it was thrown as. */
export interface RpcClient {
  /** Throws Unavailable when nobody answered, InvalidId for what is no subject, TooLarge. */
  request<Value>(subject: string, body: object, context: RequestContext, timeoutMs?: number): Promise<Value>;
}

const TIMEOUT_MS = 10_000;
/** What a server takes when nothing else is set. */
const MESSAGE_BYTES = 1_048_576;

/** `trouble`: what is known to be wrong for all, a better reason than that one of them does not answer. */
export function rpcClient(connection: NatsConnection, trouble: () => string | null = () => null): RpcClient {
  return {
    async request(subject, body, context, timeoutMs = TIMEOUT_MS) {
      for (const token of subject.split('.')) subjectToken(token);
      const system = subject.split('.')[1] ?? subject;
      const data = { body, context };
      let answer: Msg;
      try {
        // The shape Nest's NATS transport reads and writes.
        answer = await connection.request(subject, JSON.stringify({ pattern: subject, id: newId(), data }), {
          timeout: timeoutMs,
          noMux: true,
          reply: createInbox(answersTo(inboxPrefixOf(connection), subject)),
          ...(context.traceparent ? { headers: traced(context.traceparent) } : {}),
        });
      } catch (error) {
        const failure = unanswered(error, subject, system, timeoutMs, messageBytes(connection));
        const known = failure instanceof Unavailable ? trouble() : null;
        throw known === null ? failure : new Unavailable(system, known, { cause: error });
      }
      const { response, err } = answer.json<{ response?: RpcReply<never>; err?: unknown }>();
      if (!response) throw new Unavailable(system, `the service ${system} answered with an error: ${String(err)}`);
      if (!response.ok) throw fromRpcError(response.error, system);
      return response.value;
    },
  };
}

/** Why there was no answer: only a service that is away, or slow, comes back by itself. */
function unanswered(error: unknown, subject: string, system: string, timeoutMs: number, maxBytes: number): Error {
  const options = { cause: error };
  const is = (kind: new (...args: never[]) => Error) =>
    error instanceof kind || (error instanceof errors.RequestError && error.cause instanceof kind);
  if (is(errors.NoRespondersError)) return new Unavailable(system, `the service ${system} is not running`, options);
  if (is(errors.TimeoutError))
    return new Unavailable(system, `the service ${system} did not answer within ${timeoutMs / 1_000} s`, options);
  if (is(errors.PermissionViolationError)) return new Error(`this service may not ask ${subject}: its NATS login lacks the right`, options);
  if (is(errors.InvalidArgumentError))
    return new TooLarge(`what is sent to the service ${system} may have ${Math.floor(maxBytes / 1_024)} KiB; this is more`);
  return new Unavailable(system, `the service ${system} does not answer`, options);
}

const messageBytes = (connection: NatsConnection) => connection.info?.max_payload ?? MESSAGE_BYTES;

/** A reply that no message can hold becomes a failure that one can, where the asker would wait for nothing. It was done all the same. */
function replyJson(packet: object, maxBytes: number): string {
  const json = JSON.stringify(packet);
  const sizeBytes = Buffer.byteLength(json);
  if (sizeBytes <= maxBytes) return json;
  const error: RpcError = { code: 'bug', message: `the answer has ${sizeBytes} bytes, more than one message may hold` };
  return JSON.stringify({ ...packet, response: { ok: false, error } satisfies RpcReply<never> });
}

/**
 * Whoever asks waits in an inbox. A reader of the log may have its messages delivered anywhere, also where the reader itself may not publish:
 * these can't be told from a request but by where their acknowledgements go.
 */
const isAsked = ({ reply }: Pick<Msg, 'reply'>): boolean => reply?.startsWith('_INBOX') === true;
const NOBODY_WAITS = 'it is no request: nobody waits for an answer';

/** For Nest's transport, which says nothing of what it can't read. Throws for a message that nobody waits for. */
export const requestDeserializer = (logger: Logger) => ({
  deserialize(message: Msg): { readonly pattern: string; readonly id: string; readonly data: unknown } {
    if (isAsked(message)) return message.json();
    logger.error('a request could not be answered', { subject: message.subject, error: NOBODY_WAITS });
    throw new Error(NOBODY_WAITS);
  },
});

/** For Nest's transport, whose packets are those of `respond`. */
export const replySerializer = (connection: NatsConnection) => ({
  serialize: (packet: object) => ({ data: replyJson(packet, messageBytes(connection)) }),
});

function traced(traceparent: string): MsgHdrs {
  const carried = headers();
  carried.set('traceparent', traceparent);
  return carried;
}

/** Answers a subject without a controller: the questions every service answers alike. */
export function respond(
  connection: NatsConnection,
  subject: string,
  queue: string,
  logger: Logger,
  answer: (request: RpcRequest<Record<string, unknown>>) => Promise<unknown>,
): Subscription {
  return connection.subscribe(subject, {
    queue,
    callback: (error, message) => {
      if (error) {
        logger.error('a request could not be received', { subject, error: error.message });
        return;
      }
      void (async () => {
        if (!isAsked(message)) throw new Error(NOBODY_WAITS);
        const { data, id } = message.json<{ data: RpcRequest<Record<string, unknown>>; id: string }>();
        const reply = await asReply(() => answer(data), logger, subject);
        message.respond(replyJson({ response: reply, isDisposed: true, id }, messageBytes(connection)));
      })().catch((failure: unknown) => logger.error('a request could not be answered', { subject, error: String(failure) }));
    },
  });
}

async function asReply(answer: () => Promise<unknown>, logger: Logger, subject: string): Promise<RpcReply<unknown>> {
  try {
    return { ok: true, value: await answer() };
  } catch (error) {
    return failed(error, logger, subject);
  }
}

function failed(error: unknown, logger: Logger, subject: string): RpcReply<never> {
  const reply = { ok: false, error: rpcError(error) } as const;
  if (reply.error.code === 'bug')
    logger.error('a request failed', { subject, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return reply;
}

/** Controllers return plain values; on the wire they are replies. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(host: ExecutionContext, next: CallHandler): Observable<RpcReply<unknown>> {
    const request = host.switchToRpc().getData<Partial<RpcRequest<unknown>> | undefined>();
    const correlationId = request?.context?.correlationId;
    const answered = () => next.handle().pipe(map((value: unknown) => ({ ok: true, value }) as const));
    return correlationId === undefined ? answered() : correlation.run({ correlationId, causationId: null }, answered);
  }
}

@Catch()
export class ReplyFilter implements RpcExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): Observable<RpcReply<never>> {
    const context: { getSubject?: () => string } = host.switchToRpc().getContext();
    return of(failed(error, this.logger, context.getSubject?.() ?? ''));
  }
}

const requestSpace = 'b0a3c5b2-3f0b-4f4e-8a53-9be2d3a3a7f1';

/** A request that says which one it is leads to the same commands when it comes again; any other is one of its own. */
export function commandContext(request: RpcRequest<unknown>, clock: Clock): CommandContext {
  const { actor, correlationId, traceparent, requestId } = request.context;
  const commandId = requestId === undefined ? newId() : uuid5(requestSpace, actorText(actor), requestId);
  return { commandId, correlationId, causationId: null, actor, traceparent, time: clock.now() };
}
