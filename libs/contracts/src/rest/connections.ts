import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { connectionIds, connectionStates, connectionSteps } from '../connections.js';
import type {
  ConnectionId,
  ConnectionState,
  ConnectionStep,
  ConnectionTestReport,
  ConnectionTestStep,
  ExternalConnection,
} from '../connections.js';
import type { ServiceName } from '../subjects.js';

export class Connection implements ExternalConnection {
  @ApiProperty({ enum: connectionIds }) id: ConnectionId;
  @ApiProperty() service: ServiceName;
  @ApiProperty({ type: String, nullable: true, description: 'settings it is set up in: <service>.<section>' }) section: string | null;
  @ApiProperty({ enum: connectionStates }) state: ConnectionState;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the last trouble' }) code: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the last trouble in words' }) detail: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextTryAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'version, address, account' }) facts: string | null;
  @ApiProperty({ description: 'false: set up, and another one is used' }) isInUse: boolean;
}

export class TestConnectionBody {
  @ApiPropertyOptional({ type: Object, description: 'settings that are not yet saved, by name; what is not given is as it is in force' })
  @IsOptional()
  @IsObject()
  values?: object;
  @ApiPropertyOptional({
    type: Object,
    writeOnly: true,
    description: 'secrets that are not yet saved; those not given are the stored ones',
  })
  @IsOptional()
  @IsObject()
  secrets?: object;
}

/** The same as a service is asked it. */
export class TestConnection extends TestConnectionBody {
  @IsIn(connectionIds) id: ConnectionId;
}

export class ConnectionTestStepRow implements ConnectionTestStep {
  @ApiProperty({ enum: connectionSteps }) step: ConnectionStep;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: not tried' }) ok: boolean | null;
  @ApiProperty() detail: string;
  @ApiProperty({ type: String, nullable: true, description: 'what to do' }) advice: string | null;
  @ApiProperty({ type: Number, nullable: true }) tookMs: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'the setting at fault' }) field: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'values that would mend it, of its own section or the one named' })
  fix: ConnectionTestStep['fix'];
}

export class ConnectionTest implements ConnectionTestReport {
  @ApiProperty({ type: [ConnectionTestStepRow] }) steps: readonly ConnectionTestStep[];
}
