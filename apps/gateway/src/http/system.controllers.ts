import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject, rpc, serviceNames } from '@soulsync/contracts';
import type { CommandAccepted, ProjectionReport, RequestContext, ResourcePage, ServiceStatusReport } from '@soulsync/contracts';
import { HealthIssue, LibraryMirror, LibraryTrack, Playlist, ProjectionStatus, ServiceStatus, Summary } from '@soulsync/contracts/rest';
import { KIT, LOST_EVENTS_ISSUE, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcClient } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import { issuesOfAll } from './issues-of-all.js';
import type { Status } from './issues-of-all.js';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf, Open } from './sign-in.guard.js';

/** A service that does not answer within this is shown as down. */
const STATUS_TIMEOUT_MS = 2_000;

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
  async projections(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<ProjectionStatus[]> {
    const context = contextOf(request);
    const reports = await Promise.all(
      serviceNames.map((name) =>
        this.requests.request<ProjectionReport[]>(adminSubject(name, 'projections'), {}, context, STATUS_TIMEOUT_MS).catch(() => []),
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

  @Get('summary')
  @ApiOkResponse({ type: Summary })
  async summary(@Req() request: Request): Promise<Summary> {
    const context = contextOf(request);
    const [statuses, playlists, mirrors, tracks] = await Promise.all([
      this.statuses(context),
      this.requests.request<ResourcePage<Playlist>>(rpc.catalog.query, { resource: 'playlists', start: 0, end: 500 }, context),
      this.requests.request<ResourcePage<LibraryMirror>>(rpc.plex.query, { resource: 'library-mirrors', start: 0, end: 10 }, context),
      // As many as there are now: the last sweep does not know what was filed since.
      this.requests.request<ResourcePage<LibraryTrack>>(rpc.plex.query, { resource: 'library-tracks', start: 0, end: 0 }, context),
    ]);
    const sum = (field: 'entryCount' | 'owned' | 'filed' | 'review' | 'missing' | 'acquiring' | 'wished') =>
      playlists.rows.reduce((total, row) => total + row[field], 0);
    return {
      id: 'summary',
      playlists: playlists.total,
      entries: sum('entryCount'),
      owned: sum('owned'),
      filed: sum('filed'),
      review: sum('review'),
      missing: sum('missing'),
      acquiring: sum('acquiring'),
      wished: sum('wished'),
      libraryTracks: tracks.total,
      healthIssues: this.issues(statuses).length,
      servicesReady: statuses.filter(({ report }) => report?.ready).length,
      services: statuses.length,
      rssMb: Math.max(...statuses.map(({ report }) => report?.rssMb ?? 0)),
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
