import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { isSubjectToken } from '@soulsync/contracts';
import { apiCommands, idsIn } from '@soulsync/contracts/rest';
import type { ApiCommand } from '@soulsync/contracts/rest';
import { NotFound } from './errors.js';
import { plainBody, validateBody } from './request-body.js';
import type { RpcRequest } from './rpc.js';

type Checked = Pick<ApiCommand, 'subject' | 'path' | 'anyId' | 'body'>;

/**
 * The one place where what an API command brings is checked, in front of every handler whether it knows or not: a handler gets its body as the
 * table says it is, with the ids of the path, and nothing else. An interceptor, since a pipe is not told the subject.
 */
@Injectable()
export class CommandBodyInterceptor implements NestInterceptor {
  private readonly bySubject: ReadonlyMap<string, Checked>;

  constructor(commands: readonly Checked[] = apiCommands) {
    this.bySubject = new Map(commands.map((command) => [command.subject, command]));
  }

  async intercept(host: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const message = host.switchToRpc();
    const command = this.bySubject.get(message.getContext<{ getSubject?: () => string }>().getSubject?.() ?? '');
    if (command) {
      const request = message.getData<{ -readonly [Part in keyof RpcRequest<unknown>]: RpcRequest<unknown>[Part] }>();
      request.body = await commandBody(command, request.body);
    }
    return next.handle();
  }
}

/** Throws Malformed, Invalid with every bad field, and NotFound for what can be no id. */
export async function commandBody(command: Checked, body: unknown): Promise<object> {
  const ids = idsIn(command).map((name) => [name, (body as Readonly<Record<string, unknown>> | null | undefined)?.[name]] as const); // of anything else it is undefined
  for (const [, id] of ids)
    if (command.anyId ? typeof id !== 'string' || id === '' : !isSubjectToken(id)) throw new NotFound('nothing has such an id');
  const given = plainBody(body ?? {});
  const fields = command.body ? await validateBody(command.body, given) : {};
  return Object.assign(fields, Object.fromEntries(ids));
}
