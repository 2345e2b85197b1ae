import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { adminSubject } from '@soulsync/contracts';
import type { CommandAccepted, SettingChange, SettingsImportReport, SettingsSectionReport } from '@soulsync/contracts';
import {
  Accepted,
  SecretBody,
  SettingChangeRow,
  SettingsFileBody,
  SettingsImport,
  SettingsImportBody,
  SettingsSection,
  SettingValuesBody,
} from '@soulsync/contracts/rest';
import { NotFound, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { importSettings } from '../settings-import/import-settings.js';
import { sectionNamed, sectionsOfAll, settingsDoor } from '../settings-import/settings-door.js';
import { planOf, settingsFileOf } from '../settings-import/settings-file.js';
import type { SettingsFile } from '../settings-import/settings-file.js';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

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
    const sections = await sectionsOfAll(this.requests, contextOf(request));
    response.setHeader('X-Total-Count', String(sections.length));
    return sections;
  }

  @Get('export')
  @ApiOperation({
    summary: 'What people set, as a file that can be imported; never a secret, and nothing that a variable sets',
    operationId: 'export-settings',
  })
  @ApiOkResponse({ type: SettingsFileBody })
  async exported(@Req() request: Request): Promise<SettingsFile> {
    return settingsFileOf(await sectionsOfAll(this.requests, contextOf(request)));
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take settings from a file, and say of each line what became of it; a dry run takes nothing',
    operationId: 'import-settings',
  })
  @ApiOkResponse({ type: SettingsImport })
  async imported(@Body() body: SettingsImportBody, @Req() request: Request): Promise<SettingsImportReport> {
    const { file, dryRun = false } = await validateBody(SettingsImportBody, body);
    return importSettings(
      settingsDoor(this.requests, () => contextOf(request)),
      planOf(file),
      { isDry: dryRun },
    );
  }

  @Get(':id')
  @ApiOkResponse({ type: SettingsSection })
  async one(@Param('id') id: string, @Req() request: Request): Promise<SettingsSectionReport> {
    const { service } = sectionNamed(id);
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
    const { service, section } = sectionNamed(id);
    return this.requests.request(adminSubject(service, 'settings-history'), { section }, contextOf(request));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change some settings of a section; they are in force at once' })
  @ApiOkResponse({ type: Accepted })
  async change(@Param('id') id: string, @Body() body: SettingValuesBody, @Req() request: Request): Promise<CommandAccepted> {
    const { service, section } = sectionNamed(id);
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
    const { service, section } = sectionNamed(id);
    const { value } = await validateBody(SecretBody, body);
    return this.requests.request(adminSubject(service, 'set-secret'), { section, name, value }, contextOf(request));
  }

  @Delete(':id/secrets/:name')
  @ApiOperation({ summary: 'Remove a secret' })
  @ApiOkResponse({ type: Accepted })
  async removeSecret(@Param('id') id: string, @Param('name') name: string, @Req() request: Request): Promise<CommandAccepted> {
    const { service, section } = sectionNamed(id);
    return this.requests.request(adminSubject(service, 'remove-secret'), { section, name }, contextOf(request));
  }
}
