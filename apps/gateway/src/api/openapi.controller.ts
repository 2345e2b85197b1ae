import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';

export const API_DESCRIPTION = Symbol('OpenAPI document');

/** Filled once the application knows all its routes. */
export interface ApiDescription {
  document: OpenAPIObject | null;
}

@ApiExcludeController()
@Controller('api/v1')
export class OpenApiController {
  constructor(@Inject(API_DESCRIPTION) private readonly description: ApiDescription) {}

  @Get('openapi.json')
  document(): OpenAPIObject | null {
    return this.description.document;
  }
}
