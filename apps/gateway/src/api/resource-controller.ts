import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { ResourcePage, ResourceQuery } from '@soulsync/contracts';
import { Invalid, NotFound } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { contextOf } from './sign-in.guard.js';
import { wholePage } from './whole-page.js';

export const REQUESTS = Symbol('requests to services');

/** One read-only resource as react-admin's data provider asks for it; the owner of the read model answers. */
export function resourceController<Row extends object>(name: string, subject: string, RowClass: Type<Row>): Type<unknown> {
  @ApiTags(name)
  @Controller(`api/v1/${name}`)
  class ResourceController {
    constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

    @Get()
    @ApiOperation({ summary: `List ${name}`, operationId: `list-${name}` })
    @ApiQuery({ name: '_start', required: false, example: 0 })
    @ApiQuery({ name: '_end', required: false, example: 25 })
    @ApiQuery({ name: '_sort', required: false })
    @ApiQuery({ name: '_order', required: false, enum: ['ASC', 'DESC'] })
    @ApiQuery({ name: 'q', required: false })
    @ApiQuery({ name: 'id', required: false, isArray: true })
    @ApiHeader({ name: 'X-Min-Position', required: false })
    @ApiOkResponse({
      type: RowClass,
      isArray: true,
      headers: {
        'X-Total-Count': { description: 'rows that fit' },
        'X-Alike': { description: 'true: nothing has what was searched for; these are spelt alike, nearest first' },
      },
    })
    async list(
      @Query() query: Record<string, string | string[]>,
      @Req() request: Request,
      @Res({ passthrough: true }) response: Response,
    ): Promise<readonly Row[]> {
      const page = await wholePage<Row>(this.requests, subject, listQuery(name, query, request), contextOf(request));
      response.setHeader('X-Total-Count', String(page.total));
      if (page.alike) response.setHeader('X-Alike', 'true');
      return page.rows;
    }

    @Get(':id')
    @ApiOperation({ summary: `One of ${name}`, operationId: `get-${name}` })
    @ApiOkResponse({ type: RowClass })
    async one(@Param('id') id: string, @Req() request: Request): Promise<Row> {
      const page = await this.requests.request<ResourcePage<Row>>(
        subject,
        { resource: name, ids: [id], ...minPosition(request) },
        contextOf(request),
      );
      const [row] = page.rows;
      if (!row) throw new NotFound(`${name} has nothing with the id ${id}`);
      return row;
    }
  }
  Object.defineProperty(ResourceController, 'name', { value: `${name}-controller` });
  return ResourceController;
}

const minPosition = (request: Request): { minPosition?: string } => {
  const position = request.headers['x-min-position'];
  return typeof position === 'string' ? { minPosition: position } : {};
};

/** Reserved names begin with `_`; `id` is getMany, `q` the search, everything else a filter. */
export function listQuery(resource: string, query: Record<string, string | string[]>, request: Request): ResourceQuery {
  const { _start, _end, _sort, _order, q, id, ...filters } = query;
  const unknown = Object.keys(filters).filter((name) => name.startsWith('_'));
  if (unknown.length > 0) throw new Invalid(Object.fromEntries(unknown.map((name) => [name, 'is no known parameter'])));
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  const number = (name: string, value: string | string[] | undefined) => {
    const text = one(value);
    if (text === undefined) return {};
    if (!/^\d{1,9}$/.test(text)) throw new Invalid({ [name]: 'is no whole number' });
    return { [name.slice(1)]: Number(text) };
  };
  const order = one(_order)?.toUpperCase();
  return {
    resource,
    ...number('_start', _start),
    ...number('_end', _end),
    ...(one(_sort) === undefined ? {} : { sort: one(_sort) ?? '' }),
    ...(order === 'ASC' || order === 'DESC' ? { order } : {}),
    ...(id === undefined ? {} : { ids: [id].flat() }),
    ...(one(q) === undefined ? {} : { q: one(q) ?? '' }),
    filter: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value].flat().join(',')])),
    ...minPosition(request),
  };
}
