import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUrl, Matches, MaxLength, MinLength } from 'class-validator';
import type {
  MediaServerKind,
  MediaServerReport,
  MediaServerState,
  OfferedServer,
  ServerAddress,
  SignInReport,
  SignInState,
} from '../plex/media-server.js';

const signInStates = ['waiting', 'signed-in', 'expired', 'failed', 'cancelled'] as const satisfies readonly SignInState[];
const url = { require_tld: false, protocols: ['http', 'https'], require_protocol: true, disallow_auth: true };

export class StartSignIn {
  @ApiPropertyOptional({ enum: ['strong', 'short'], default: 'strong', description: 'short: a code of four, typed at plex.tv/link' })
  @IsOptional()
  @IsIn(['strong', 'short'])
  kind?: 'strong' | 'short';
}

export class ChooseServer {
  @ApiProperty({ description: "the server's lasting id, of the signed-in account" })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  serverId: string;
  @ApiPropertyOptional({ description: 'an address of your own (container name, proxy) instead of those the account lists' })
  @IsOptional()
  @IsUrl(url, { message: 'must be an address like http://host:32400' })
  @MaxLength(2_000)
  address?: string;
}

export class UseServerToken {
  @ApiProperty({ example: 'http://nas.lan:32400' })
  @IsUrl(url, { message: 'must be an address like http://host:32400' })
  @MaxLength(2_000)
  url: string;
  @ApiProperty({ description: 'stored encrypted, never shown again' })
  @IsString()
  @Matches(/^\s*[\x21-\x7e]+\s*$/, { message: 'must be plain letters, digits and signs, without spaces' })
  @MaxLength(4_000)
  token: string;
}

export class OfferedServerRow implements OfferedServer {
  @ApiProperty() serverId: string;
  @ApiProperty() name: string;
  @ApiProperty() owned: boolean;
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty() online: boolean;
}

export class SignIn implements SignInReport {
  @ApiProperty() id: string;
  @ApiProperty({ enum: signInStates }) state: SignInState;
  @ApiProperty({ type: String, nullable: true }) link: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'only of a short sign-in' }) code: string | null;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ type: String, nullable: true }) account: string | null;
  @ApiProperty({ type: [OfferedServerRow] }) servers: readonly OfferedServer[];
  @ApiProperty({ type: String, nullable: true, description: 'taken by itself, being the only one owned' }) chosen: string | null;
}

export class MediaServer implements MediaServerReport {
  @ApiProperty({ enum: ['unconfigured', 'unknown', 'connected', 'unreachable', 'starting', 'needs-sign-in', 'other-server'] })
  state: MediaServerState;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ type: String, nullable: true }) advice: string | null;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextTryAt: string | null;
  @ApiProperty({ description: 'what the library is read from now' }) libraryFrom: string;
  @ApiProperty({ enum: ['plex', 'jellyfin', 'subsonic'] }) kind: MediaServerKind;
  @ApiProperty({ type: String, nullable: true }) serverId: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true }) version: string | null;
  @ApiProperty({ type: String, nullable: true }) connectedTo: string | null;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty({ enum: ['environment', 'stored'], nullable: true, description: 'which won' }) addressFrom: 'environment' | 'stored' | null;
  @ApiProperty({ enum: ['environment', 'stored'], nullable: true, description: 'which won' }) tokenFrom: 'environment' | 'stored' | null;
  @ApiProperty({ type: [String], description: 'variables that are set and win' }) variables: readonly string[];
  @ApiProperty({ type: [Object] }) addresses: readonly ServerAddress[];
  @ApiProperty({ type: String, nullable: true, description: 'another server answers at the address: its id' }) foundServerId: string | null;
  @ApiProperty({ description: 'an account is signed in' }) signedIn: boolean;
}
