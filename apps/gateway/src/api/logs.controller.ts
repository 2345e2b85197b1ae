import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { adminSubject, logLevels, serviceNames } from '@soulsync/contracts';
import type { LogPage, LogReport, ServiceName } from '@soulsync/contracts';
import { Logs } from '@soulsync/contracts/rest';
import { Invalid } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { cursorOf, placesIn } from './log-cursor.js';
import type { LogPlaces } from './log-cursor.js';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

/** Who looks asks again in a moment. */
const TIMEOUT_MS = 2_000;
const LIMIT = 200;

interface Asked {
  readonly after?: string;
  readonly service?: string;
  readonly level?: string;
  readonly text?: string;
  readonly correlationId?: string;
  readonly limit?: string;
}
const known = ['after', 'service', 'level', 'text', 'correlationId', 'limit'] as const satisfies readonly (keyof Asked)[];

/** The last log lines of the services that run, as one list. */
@ApiTags('system')
@Controller('api/v1/logs')
export class LogsController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get()
  @AdminOnly()
  @ApiOperation({
    summary: 'The last log lines, the oldest first',
    description: 'Each service holds some thousand lines since it started. `next` of the answer is the `after` of the next question.',
  })
  @ApiQuery({ name: 'after', required: false, description: 'what `next` was' })
  @ApiQuery({ name: 'service', required: false })
  @ApiQuery({ name: 'level', required: false, enum: logLevels, description: 'of this and worse; info without it' })
  @ApiQuery({ name: 'text', required: false, description: 'somewhere in the line, in any case' })
  @ApiQuery({ name: 'correlationId', required: false })
  @ApiQuery({ name: 'limit', required: false, description: 'the youngest so many of what fits; 200 without it, at most 1000' })
  @ApiOkResponse({ type: Logs })
  async lines(@Query() asked: Asked, @Req() request: Request): Promise<LogPage> {
    for (const [name, value] of Object.entries(asked)) {
      if (!known.some((one) => one === name)) throw new Invalid({ [name]: 'is no known parameter' });
      if (typeof value !== 'string') throw new Invalid({ [name]: 'is given twice' });
    }
    const places = asked.after === undefined ? {} : placesIn(asked.after);
    const limit = asked.limit === undefined ? LIMIT : Number(asked.limit);
    const context = contextOf(request);
    const { level, text, correlationId } = asked;
    const query = { ...(level === undefined ? {} : { level }), text, correlationId, limit };
    const names = namesOf(asked.service);
    const answers = await Promise.all(names.map(async (name) => ({ name, report: await this.report(name, places, query, context) })));
    return pageOf(answers, places, limit);
  }

  /** null: it does not answer. One that began anew counts from one again. */
  private async report(
    name: ServiceName,
    places: LogPlaces,
    query: object,
    context: ReturnType<typeof contextOf>,
  ): Promise<LogReport | null> {
    const ask = (after: number | null) =>
      this.requests.request<LogReport>(adminSubject(name, 'logs'), { ...query, after }, context, TIMEOUT_MS).catch((error: unknown) => {
        if (error instanceof Invalid) throw error;
        return null;
      });
    const place = places[name];
    const report = await ask(place?.last ?? null);
    return report !== null && place !== undefined && report.processId !== place.processId ? ask(null) : report;
  }
}

function namesOf(service: string | undefined): readonly ServiceName[] {
  if (service === undefined || service === '') return serviceNames;
  const found = serviceNames.find((name) => name === service);
  if (!found) throw new Invalid({ service: `is none of ${serviceNames.join(', ')}` });
  return [found];
}

interface Answer {
  readonly name: ServiceName;
  readonly report: LogReport | null;
}

/** What one service said is in its order; of two services the clock of the machine says which was first. */
function pageOf(answers: readonly Answer[], places: LogPlaces, limit: number): LogPage {
  const reports = answers.flatMap(({ report }) => report ?? []);
  const all = reports.flatMap(({ lines }) => lines).toSorted((a, b) => a.at.localeCompare(b.at));
  const read = answers.flatMap(({ name, report }) =>
    report === null ? [] : [[name, { processId: report.processId, last: report.last }] as const],
  );
  return {
    lines: all.slice(-limit),
    next: cursorOf({ ...places, ...Object.fromEntries(read) }),
    isCut: all.length > limit || reports.some(({ isCut }) => isCut),
    silent: answers.filter(({ report }) => report === null).map(({ name }) => name),
  };
}
