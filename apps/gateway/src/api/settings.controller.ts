import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Put, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject, serviceNames } from '@soulsync/contracts';
import type { CommandAccepted, ServiceName, SettingChange, SettingsSectionReport } from '@soulsync/contracts';
import { Accepted, SecretBody, SettingChangeRow, SettingsSection, SettingValuesBody } from '@soulsync/contracts/rest';
import { NotFound, Unavailable, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

const ANSWER_MS = 2_000;

/** Settings of all services, each kept by its own. No answer ever carries a secret. */
@ApiTags('settings')
@AdminOnly()
@Controller('api/v1/settings')
export class SettingsController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get()
  @ApiOperation({ summary: 'Every section of settings, with what is in force and why; those of a service that is down are missing' })
  @ApiOkResponse({ type: SettingsSection, isArray: true })
  async list(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<readonly SettingsSectionReport[]> {
    const sections = (await Promise.all(serviceNames.map((service) => this.sectionsOf(service, request)))).flat();
    response.setHeader('X-Total-Count', String(sections.length));
    return sections;
  }

  @Get(':id')
  @ApiOkResponse({ type: SettingsSection })
  async one(@Param('id') id: string, @Req() request: Request): Promise<SettingsSectionReport> {
    const { service } = named(id);
    const sections = await this.requests.request<readonly SettingsSectionReport[]>(
      adminSubject(service, 'settings'),
      {},
      contextOf(request),
    );
    const section = sections.find((one) => one.id === id);
    if (!section) throw new NotFound(`${service} has no settings ${id}`);
    return section;
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Who changed what in a section, newest first; of a secret only that it was set or removed' })
  @ApiOkResponse({ type: SettingChangeRow, isArray: true })
  async history(@Param('id') id: string, @Req() request: Request): Promise<readonly SettingChange[]> {
    const { service, section } = named(id);
    return this.requests.request(adminSubject(service, 'settings-history'), { section }, contextOf(request));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change some settings of a section; they are in force at once' })
  @ApiOkResponse({ type: Accepted })
  async change(@Param('id') id: string, @Body() body: SettingValuesBody, @Req() request: Request): Promise<CommandAccepted> {
    const { service, section } = named(id);
    const { values } = await validateBody(SettingValuesBody, body);
    return this.requests.request(adminSubject(service, 'change-settings'), { section, values }, contextOf(request));
  }

  @Put(':id/secrets/:name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set a secret; it is stored encrypted and never answered' })
  @ApiOkResponse({ type: Accepted })
  async setSecret(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body() body: SecretBody,
    @Req() request: Request,
  ): Promise<CommandAccepted> {
    const { service, section } = named(id);
    const { value } = await validateBody(SecretBody, body);
    return this.requests.request(adminSubject(service, 'set-secret'), { section, name, value }, contextOf(request));
  }

  @Delete(':id/secrets/:name')
  @ApiOperation({ summary: 'Remove a secret' })
  @ApiOkResponse({ type: Accepted })
  async removeSecret(@Param('id') id: string, @Param('name') name: string, @Req() request: Request): Promise<CommandAccepted> {
    const { service, section } = named(id);
    return this.requests.request(adminSubject(service, 'remove-secret'), { section, name }, contextOf(request));
  }

  /** A service that is down is shown as down elsewhere; the others' settings are answered without it. */
  private async sectionsOf(service: ServiceName, request: Request): Promise<readonly SettingsSectionReport[]> {
    try {
      return await this.requests.request<readonly SettingsSectionReport[]>(
        adminSubject(service, 'settings'),
        {},
        contextOf(request),
        ANSWER_MS,
      );
    } catch (error) {
      if (error instanceof Unavailable) return [];
      throw error;
    }
  }
}

/** `<service>.<section>`. */
function named(id: string): { readonly service: ServiceName; readonly section: string } {
  const dot = id.indexOf('.');
  const service = serviceNames.find((name) => name === id.slice(0, dot));
  if (dot < 0 || !service) throw new NotFound('nothing has such an id');
  return { service, section: id.slice(dot + 1) };
}
