import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { ResourcePage, ValueCount } from '@soulsync/contracts';
import { Invalid, NotFound } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { servedResources } from '../resources.js';
import { listQuery, REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

class CountOfValue implements ValueCount {
  @ApiProperty({ type: String, nullable: true, description: 'of the field; null: none' }) value: string | boolean | null;
  @ApiProperty() count: number;
}

/** How many rows of a list have each value of a field: what filters offer. */
@ApiTags('counts')
@Controller('api/v1/counts')
export class CountsController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get(':resource')
  @ApiOperation({ summary: 'Count the rows of a list by one of its filters, most first; takes the filters and `q` of the list' })
  @ApiQuery({ name: '_by', example: 'state' })
  @ApiOkResponse({ type: CountOfValue, isArray: true })
  async counts(
    @Param('resource') name: string,
    @Query() query: Record<string, string | string[]>,
    @Req() request: Request,
  ): Promise<readonly ValueCount[]> {
    const resource = servedResources.find((one) => one.name === name);
    if (!resource) throw new NotFound(`there is no list called ${name}`);
    const { _by: by, ...asked } = query;
    if (typeof by !== 'string' || by === '') throw new Invalid({ _by: 'names the field to count by' });
    const page = await this.requests.request<ResourcePage<ValueCount>>(
      resource.subject,
      { ...listQuery(name, asked, request), countBy: by },
      contextOf(request),
    );
    return page.rows;
  }
}
