import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject, diskNames, rpc, serviceNames } from '@soulsync/contracts';
import type {
  CommandAccepted,
  PlaylistTotals,
  ProjectionReport,
  RequestContext,
  ResourcePage,
  ServiceStatusReport,
  TaskReport,
} from '@soulsync/contracts';
import {
  Accepted,
  DiskStatus,
  HealthIssue,
  LibraryMirror,
  LibraryTrack,
  ProjectionStatus,
  ServiceStatus,
  Summary,
  Task,
} from '@soulsync/contracts/rest';
import { KIT, LOST_EVENTS_ISSUE, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcClient } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import { issuesOfAll } from './issues-of-all.js';
import type { Status } from './issues-of-all.js';
import { REQUESTS } from './resource-controller.js';
import { residentMb } from './resident-mb.js';
import { AdminOnly, contextOf, Open } from './sign-in.guard.js';

/** A service that does not answer within this is shown as down. */
const STATUS_TIMEOUT_MS = 2_000;
const COUNT_TIMEOUT_MS = 60_000;

@ApiTags('system')
@Controller()
export class PingController {
  @Open()
  @Get('ping')
  @ApiOperation({ summary: 'For anyone: is it up?' })
  ping(): { status: 'OK' } {
    return { status: 'OK' };
  }
}

@ApiTags('system')
@Controller('api/v1')
export class SystemController {
  constructor(
    @Inject(REQUESTS) private readonly requests: RpcClient,
    @Inject(KIT) private readonly kit: Pick<Kit<GatewayConfig>, 'health' | 'clock'>,
  ) {}

  @Get('services')
  @ApiOkResponse({ type: ServiceStatus, isArray: true })
  async services(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<ServiceStatus[]> {
    const rows = (await this.statuses(contextOf(request))).map(({ name, report }): ServiceStatus => ({
      id: name,
      state: report === null ? 'down' : report.ready ? 'ready' : 'starting',
      version: report?.version ?? '',
      startedAt: report?.startedAt ?? null,
      rssMb: report?.rssMb ?? 0,
      connections: [...(report?.connections ?? [])],
    }));
    return counted(rows, response);
  }

  @Get('health-issues')
  @ApiOkResponse({ type: HealthIssue, isArray: true })
  async healthIssues(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<HealthIssue[]> {
    return counted(this.issues(await this.statuses(contextOf(request))), response);
  }

  @Post('health-issues/event-log-lost-events/acknowledge')
  @HttpCode(200)
  @AdminOnly()
  @ApiOperation({ summary: 'A person has seen what the event log lost' })
  async acknowledgeLostEvents(@Req() request: Request): Promise<CommandAccepted> {
    const context = contextOf(request);
    await Promise.all(serviceNames.map((name) => this.requests.request(adminSubject(name, 'acknowledge-log-incidents'), {}, context)));
    return { id: LOST_EVENTS_ISSUE, position: null };
  }

  @Get('projections')
  @ApiOkResponse({ type: ProjectionStatus, isArray: true })
  @ApiQuery({ name: 'exact', required: false, description: 'true: count rows one by one, which takes its time in a large library' })
  async projections(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query('exact') exact?: string,
  ): Promise<ProjectionStatus[]> {
    const context = contextOf(request);
    const [asked, timeoutMs] = exact === 'true' ? [{ exact: true }, COUNT_TIMEOUT_MS] : [{}, STATUS_TIMEOUT_MS];
    const reports = await Promise.all(
      serviceNames.map((name) =>
        this.requests.request<ProjectionReport[]>(adminSubject(name, 'projections'), asked, context, timeoutMs).catch(() => []),
      ), // a service that is down shows in `services`
    );
    return counted(
      reports.flat().map((report) => ({ id: `${report.service}:${report.name}`, ...report })),
      response,
    );
  }

  @Post('projections/:id/rebuild')
  @HttpCode(200)
  @AdminOnly()
  @ApiOperation({ summary: 'Build a read model anew beside the live one' })
  rebuild(@Param('id') id: string, @Req() request: Request): Promise<CommandAccepted> {
    const [service = '', name = ''] = id.split(':');
    const known = serviceNames.find((candidate) => candidate === service);
    if (!known) throw new NotFound(`no service is called ${service}`);
    return this.requests.request(adminSubject(known, 'rebuild'), { name }, contextOf(request));
  }

  @Get('disks')
  @ApiOperation({ summary: 'Free space of the disks that our folders lie on, as last seen' })
  @ApiOkResponse({ type: DiskStatus, isArray: true })
  async disks(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<DiskStatus[]> {
    const spaces = (await this.statuses(contextOf(request))).flatMap(({ report }) => report?.disks ?? []);
    // Several services see the data folder: they say the same.
    const byName = new Map(spaces.map(({ name, ...space }) => [name, { id: name, ...space }]));
    return counted(
      diskNames.flatMap((name) => byName.get(name) ?? []),
      response,
    );
  }

  @Get('tasks')
  @ApiOperation({ summary: 'Work that comes round by itself, of all services' })
  @ApiOkResponse({ type: Task, isArray: true })
  async tasks(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Task[]> {
    const context = contextOf(request);
    const reports = await Promise.all(
      serviceNames.map((name) =>
        this.requests.request<TaskReport[]>(adminSubject(name, 'tasks'), {}, context, STATUS_TIMEOUT_MS).catch(() => []),
      ), // a service that is down shows in `services`
    );
    return counted(reports.flat(), response);
  }

  @Post('tasks/:id/run')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make it due now' })
  @ApiOkResponse({ type: Accepted })
  runTask(@Param('id') id: string, @Req() request: Request): Promise<CommandAccepted> {
    const [service = ''] = id.split(':');
    const known = serviceNames.find((candidate) => candidate === service);
    if (!known) throw new NotFound(`no task has the id ${id}`);
    return this.requests.request(adminSubject(known, 'run-task'), { id }, contextOf(request));
  }

  @Get('summary')
  @ApiOkResponse({ type: Summary })
  async summary(@Req() request: Request): Promise<Summary> {
    const context = contextOf(request);
    const [statuses, playlists, mirrors, tracks] = await Promise.all([
      this.statuses(context),
      this.requests.request<ResourcePage<PlaylistTotals>>(rpc.catalog.query, { resource: 'playlist-totals', start: 0, end: 1 }, context),
      this.requests.request<ResourcePage<LibraryMirror>>(rpc.plex.query, { resource: 'library-mirrors', start: 0, end: 10 }, context),
      // As many as there are now: the last sweep does not know what was filed since.
      this.requests.request<ResourcePage<LibraryTrack>>(rpc.plex.query, { resource: 'library-tracks', start: 0, end: 0 }, context),
    ]);
    const [totals] = playlists.rows;
    return {
      id: 'summary',
      playlists: totals?.playlists ?? 0,
      entries: totals?.entries ?? 0,
      owned: totals?.owned ?? 0,
      filed: totals?.filed ?? 0,
      review: totals?.review ?? 0,
      missing: totals?.missing ?? 0,
      acquiring: totals?.acquiring ?? 0,
      wished: totals?.wished ?? 0,
      libraryTracks: tracks.total,
      healthIssues: this.issues(statuses).length,
      servicesReady: statuses.filter(({ report }) => report?.ready).length,
      services: statuses.length,
      rssMb: residentMb(statuses.flatMap(({ report }) => report ?? [])),
      lastCompleteSweepAt: mirrors.rows[0]?.lastCompleteSweepAt ?? null,
    };
  }

  private issues(statuses: readonly Status<ServiceStatusReport>[]): HealthIssue[] {
    return issuesOfAll(statuses, this.kit.health.list(), this.kit.clock.now);
  }

  private statuses(context: RequestContext): Promise<readonly Status<ServiceStatusReport>[]> {
    return Promise.all(
      serviceNames.map(async (name) => ({
        name,
        // No answer is what "down" means here.
        report: await this.requests
          .request<ServiceStatusReport>(adminSubject(name, 'status'), {}, context, STATUS_TIMEOUT_MS)
          .catch(() => null),
      })),
    );
  }
}

function counted<Row>(rows: Row[], response: Response): Row[] {
  response.setHeader('X-Total-Count', String(rows.length));
  return rows;
}
