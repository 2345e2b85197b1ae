import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject, connectionIds, connectionOwners } from '@soulsync/contracts';
import type { ConnectionTestReport, ExternalConnection, ServiceName } from '@soulsync/contracts';
import { Connection, ConnectionTest, TestConnectionBody } from '@soulsync/contracts/rest';
import { NotFound, Unavailable, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

const ANSWER_MS = 2_000;
/** Several steps, each with a time-out of its own, at a system that may be asleep. */
const TESTING_MS = 90_000;

/** The external systems, each set up, tested and reported by the service that owns it. */
@ApiTags('connections')
@Controller('api/v1/connections')
export class ConnectionsController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get()
  @ApiOperation({ summary: 'Every external system and how its connection stands; those of a service that is down are missing' })
  @ApiOkResponse({ type: Connection, isArray: true })
  async list(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<readonly ExternalConnection[]> {
    const owners = [...new Set(Object.values(connectionOwners))];
    const all = (await Promise.all(owners.map((service) => this.connectionsOf(service, request)))).flat();
    const sorted = all.toSorted((one, other) => connectionIds.indexOf(one.id) - connectionIds.indexOf(other.id));
    response.setHeader('X-Total-Count', String(sorted.length));
    return sorted;
  }

  @Get(':id')
  @ApiOkResponse({ type: Connection })
  async one(@Param('id') id: string, @Req() request: Request): Promise<ExternalConnection> {
    const connections = await this.ask<readonly ExternalConnection[]>(ownerOf(id), 'connections', {}, request, ANSWER_MS);
    const connection = connections.find((one) => one.id === id);
    if (!connection) throw new NotFound(`there is no connection called ${id}`);
    return connection;
  }

  @Post(':id/test')
  @HttpCode(200)
  @AdminOnly()
  @ApiOperation({ summary: 'Try a connection step by step, with what is in force or with settings that are not yet saved; stores nothing' })
  @ApiOkResponse({ type: ConnectionTest })
  async test(@Param('id') id: string, @Body() body: TestConnectionBody, @Req() request: Request): Promise<ConnectionTestReport> {
    const given = await validateBody(TestConnectionBody, body);
    return this.ask(ownerOf(id), 'test-connection', { ...given, id }, request, TESTING_MS);
  }

  private async connectionsOf(service: ServiceName, request: Request): Promise<readonly ExternalConnection[]> {
    try {
      return await this.ask<readonly ExternalConnection[]>(service, 'connections', {}, request, ANSWER_MS);
    } catch (error) {
      if (error instanceof Unavailable) return []; // shown as down elsewhere
      throw error;
    }
  }

  private ask<Answer>(
    service: ServiceName,
    verb: 'connections' | 'test-connection',
    body: object,
    request: Request,
    timeoutMs: number,
  ): Promise<Answer> {
    return this.requests.request<Answer>(adminSubject(service, verb), body, contextOf(request), timeoutMs);
  }
}

function ownerOf(id: string): ServiceName {
  const known = connectionIds.find((one) => one === id);
  if (!known) throw new NotFound(`there is no connection called ${id}`);
  return connectionOwners[known];
}
