import { Catch, Injectable } from '@nestjs/common';
import type { ArgumentsHost, CallHandler, ExecutionContext, NestInterceptor, RpcExceptionFilter } from '@nestjs/common';
import { headers } from '@nats-io/transport-node';
import type { Msg, MsgHdrs, NatsConnection, Subscription } from '@nats-io/transport-node';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { map, of } from 'rxjs';
import type { Observable } from 'rxjs';
import type { RequestContext, RpcReply } from '@soulsync/contracts';
import { newId, uuid5 } from '@soulsync/event-store';
import type { CommandContext, Logger } from '@soulsync/event-store';
import type { Clock } from './clock.js';
import { fromRpcError, Invalid, rpcError, Unavailable } from './errors.js';
import { correlation } from './json-logger.js';

export interface RpcRequest<Body> {
  readonly body: Body;
  readonly context: RequestContext;
}

/** Asks other services; a refusal comes back as the error class it was thrown as. */
export interface RpcClient {
  request<Value>(subject: string, body: object, context: RequestContext, timeoutMs?: number): Promise<Value>;
}

const TIMEOUT_MS = 10_000;

/** `trouble`: what is known to be wrong for all, a better reason than that one of them does not answer. */
export function rpcClient(connection: NatsConnection, trouble: () => string | null = () => null): RpcClient {
  return {
    async request(subject, body, context, timeoutMs = TIMEOUT_MS) {
      const system = subject.split('.')[1] ?? subject;
      const data = { body, context };
      let answer: Msg;
      try {
        // The shape Nest's NATS transport reads and writes.
        answer = await connection.request(subject, JSON.stringify({ pattern: subject, id: newId(), data }), {
          timeout: timeoutMs,
          ...(context.traceparent ? { headers: traced(context.traceparent) } : {}),
        });
      } catch (error) {
        throw new Unavailable(system, trouble() ?? `the service ${system} does not answer`, { cause: error });
      }
      const { response, err } = answer.json<{ response?: RpcReply<never>; err?: unknown }>();
      if (!response) throw new Unavailable(system, `the service ${system} answered with an error: ${String(err)}`);
      if (!response.ok) throw fromRpcError(response.error, system);
      return response.value;
    },
  };
}

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
        const { data, id } = message.json<{ data: RpcRequest<Record<string, unknown>>; id: string }>();
        const reply = await asReply(() => answer(data), logger, subject);
        message.respond(JSON.stringify({ response: reply, isDisposed: true, id }));
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

/** The body as an instance of its class; throws Invalid with every bad field. Unknown fields are left out. */
export async function validateBody<Body extends object>(BodyClass: new () => Body, body: unknown): Promise<Body> {
  const instance = plainToInstance(BodyClass, body ?? {});
  const errors = await validate(instance, { whitelist: true, forbidUnknownValues: false });
  if (errors.length > 0)
    throw new Invalid(
      Object.fromEntries(errors.map((error) => [error.property, Object.values(error.constraints ?? { field: 'is not valid' }).join('; ')])),
    );
  return instance;
}

const requestSpace = 'b0a3c5b2-3f0b-4f4e-8a53-9be2d3a3a7f1';

/** The same request twice (same correlation id, as an idempotency key makes it) is the same command. */
export function commandContext(request: RpcRequest<unknown>, clock: Clock): CommandContext {
  const { actor, correlationId, traceparent } = request.context;
  return { commandId: uuid5(requestSpace, correlationId), correlationId, causationId: null, actor, traceparent, time: clock.now() };
}
