import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { discoveredKinds, discoveryAims, discoveryReaches } from '../discovery.js';
import type { DiscoveryAim, DiscoveryReach } from '../discovery.js';

export class StartDiscovery {
  @ApiProperty({ enum: discoveryAims }) @IsIn(discoveryAims) for: DiscoveryAim;
  @ApiProperty({ enum: discoveryReaches }) @IsIn(discoveryReaches) reach: DiscoveryReach;
  @ApiPropertyOptional({ format: 'uuid', description: 'chosen by the asker, to hear the progress and to stop it' })
  @IsOptional()
  @IsUUID()
  id?: string;
}

export class DiscoveredService {
  @ApiProperty({ enum: discoveredKinds }) kind: string;
  @ApiProperty({ type: String, nullable: true, description: 'what it calls itself; plain text, not to be trusted' }) name: string | null;
  @ApiProperty({ description: 'the address that answered', example: 'http://192.168.1.20:32400' }) url: string;
  @ApiProperty({ type: [String], description: 'other addresses of the same server' }) alsoAt: string[];
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'its lasting id, where the kind has one' }) serverId: string | null;
  @ApiProperty({ enum: ['answers', 'starting'] }) state: string;
  @ApiProperty({ format: 'date-time' }) since: string;
}

export class Discovery {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: discoveryReaches }) reach: string;
  @ApiProperty({ type: [DiscoveredService] }) found: DiscoveredService[];
  @ApiProperty({ type: [String], description: 'what was looked at, in sentences' }) looked: string[];
  @ApiProperty({ type: [String], description: 'what was not, each with its reason' }) notLooked: string[];
  @ApiProperty() cancelled: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'how to allow a search of the network; null: it is allowed' }) howToAllow:
    string | null;
}
