import { applyDecorators, Controller, HttpCode, Inject, Req, RequestMapping, RequestMethod } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Accepted, idsIn } from '@soulsync/contracts/rest';
import type { ApiCommand } from '@soulsync/contracts/rest';
import { fieldsOf } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { ShownOnce } from './idempotency.interceptor.js';
import { ownId, readableId } from './path-ids.js';
import { REQUESTS } from './resource-controller.js';
import { Answers, contextOf } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

const methods = { get: RequestMethod.GET, post: RequestMethod.POST, put: RequestMethod.PUT, delete: RequestMethod.DELETE } as const;

/** The route of one row of the table: its ids and the fields of its body are handed on as they are; the service judges them, once. */
export function commandController(command: ApiCommand): Type<unknown> {
  @ApiTags(command.tag)
  @Controller('api/v1')
  class CommandController {
    constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

    @routed(command)
    run(@Req() request: SignedRequest): Promise<unknown> {
      const given = request.body as Readonly<Record<string, unknown>> | undefined; // a plain object, behind the body interceptor
      const fields = command.body ? fieldsOf(command.body, given ?? {}) : {};
      return this.requests.request(command.subject, { ...fields, ...idsOf(command, request) }, contextOf(request), command.timeoutMs);
    }
  }
  Object.defineProperty(CommandController, 'name', { value: command.operationId });
  return CommandController;
}

/** Throws NotFound for what can be no id. */
function idsOf(command: ApiCommand, { params }: SignedRequest): Readonly<Record<string, string>> {
  const idOf = command.anyId ? readableId : ownId;
  return Object.fromEntries(idsIn(command).map((name) => [name, idOf(String(params[name]))]));
}

function routed(command: ApiCommand): MethodDecorator {
  const { verb, path, body, role, answer = Accepted, isShownOnce = false, summary, operationId } = command;
  const [isArray, type] = answer instanceof Array ? [true, answer[0]] : [false, answer];
  return applyDecorators(
    RequestMapping({ path, method: methods[verb] }),
    HttpCode(200),
    Answers(role),
    ...(isShownOnce ? [ShownOnce()] : []),
    ApiOperation({ summary, operationId }),
    ...idsIn(command).map((name) => ApiParam({ name, type: String })),
    ...(body ? [ApiBody({ type: body })] : []),
    ApiOkResponse({ type, isArray }),
  );
}
