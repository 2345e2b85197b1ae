import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject, serviceNames } from '@soulsync/contracts';
import type { CommandAccepted, ParkedEventReport, ParkedEventDetails, ServiceName } from '@soulsync/contracts';
import { Accepted, ParkedEvent, ParkedEventDetail } from '@soulsync/contracts/rest';
import { NotFound } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { parkedEventsPage } from './parked-events-page.js';
import { listQuery, REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

/** A service that does not answer within this has nothing to show now. */
const LIST_TIMEOUT_MS = 2_000;
/** What is retried may fetch and store. */
const RETRY_TIMEOUT_MS = 60_000;

/** Events that were set aside, of all services. */
@ApiTags('system')
@Controller('api/v1/parked-events')
export class ParkedEventsController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get()
  @ApiOperation({
    summary: 'Events that could not be handled, of all services; what waits before what was skipped, the newest failure first',
  })
  @ApiQuery({ name: '_start', required: false, type: Number })
  @ApiQuery({ name: '_end', required: false, type: Number })
  @ApiQuery({ name: 'service', required: false })
  @ApiQuery({ name: 'state', required: false, enum: ['parked', 'skipped'] })
  @ApiQuery({ name: 'consumerKind', required: false })
  @ApiOkResponse({ type: ParkedEvent, isArray: true, headers: { 'X-Total-Count': { description: 'rows that fit' } } })
  async list(
    @Query() query: Record<string, string | string[]>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<readonly ParkedEvent[]> {
    const context = contextOf(request);
    const asked = listQuery('parked-events', query, request);
    const reports = await Promise.all(
      serviceNames.map((name) =>
        this.requests
          .request<readonly ParkedEventReport[]>(adminSubject(name, 'parked-events'), {}, context, LIST_TIMEOUT_MS)
          .catch(() => []),
      ), // a service that is down shows in `services`
    );
    const { rows, total } = parkedEventsPage(reports.flat(), asked);
    response.setHeader('X-Total-Count', String(total));
    return rows;
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them, with the events that were stored together with it' })
  @ApiOkResponse({ type: ParkedEventDetail })
  one(@Param('id') id: string, @Req() request: Request): Promise<ParkedEventDetails> {
    return this.requests.request(adminSubject(ownerOfRow(id), 'parked-event'), { id }, contextOf(request));
  }

  @Post(':id/retry')
  @HttpCode(200)
  @AdminOnly()
  @ApiOperation({ summary: 'Hand it over again, now; it stays listed when it fails again' })
  @ApiOkResponse({ type: Accepted })
  async retry(@Param('id') id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(adminSubject(ownerOfRow(id), 'retry-parked-event'), { id }, contextOf(request), RETRY_TIMEOUT_MS);
  }

  @Post(':id/skip')
  @HttpCode(200)
  @AdminOnly()
  @ApiOperation({ summary: 'Let it be; it stays listed as skipped, with who did so and when' })
  @ApiOkResponse({ type: Accepted })
  skip(@Param('id') id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(adminSubject(ownerOfRow(id), 'skip-parked-event'), { id }, contextOf(request));
  }
}

/** An id begins with the service that parked it. */
function ownerOfRow(id: string): ServiceName {
  const [service = ''] = id.split(':');
  const known = serviceNames.find((name) => name === service);
  if (!known) throw new NotFound(`nothing is parked under the id ${id}`);
  return known;
}
