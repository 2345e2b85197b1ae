import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { spotifyAccountStates, spotifyProfiles, spotifyTroubles } from '../catalog/spotify-account.js';
import type {
  SpotifyAccountReport,
  SpotifyAccountState,
  SpotifyArtist,
  SpotifyPlaylist,
  SpotifyProfile,
  SpotifySignInBegun,
  SpotifyTrouble,
} from '../catalog/spotify-account.js';
import type { PlaylistId } from '../ids.js';

class SpotifyTroubleRow {
  @ApiProperty({ enum: spotifyTroubles }) code: SpotifyTrouble;
  @ApiProperty() detail: string;
}

export class SpotifyAccount implements SpotifyAccountReport {
  @ApiProperty({ enum: spotifyAccountStates }) state: SpotifyAccountState;
  @ApiProperty({ enum: ['console', 'environment'], nullable: true }) signInFrom: 'console' | 'environment' | null;
  @ApiProperty({ type: String, nullable: true }) clientId: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true, description: "Spotify's lasting name of the account" }) accountId: string | null;
  @ApiProperty({ enum: spotifyProfiles, nullable: true, description: 'what Spotify lets the app do' }) profile: SpotifyProfile | null;
  @ApiProperty({ type: SpotifyTroubleRow, nullable: true }) trouble: SpotifyTroubleRow | null;
  @ApiProperty({ type: [String] }) scopes: readonly string[];
  @ApiProperty({ type: [String], description: 'asked for and not granted' }) missingScopes: readonly string[];
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) signedInAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'sign in again before' }) signInEndsAt: string | null;
  @ApiProperty({ description: 'within the last 24 hours' }) callsUsed: number;
  @ApiProperty() callsPerDay: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) quotaExceededUntil: string | null;
}

export class StartSpotifySignIn {
  @ApiPropertyOptional({
    example: 'http://127.0.0.1:8765/api/v1/spotify/callback',
    description: 'as it is registered in the dashboard: https, or http with a loopback address such as 127.0.0.1 or [::1]',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  redirectUri?: string;
}

export class SpotifySignIn implements SpotifySignInBegun {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'where a person approves it' }) authorizeUrl: string;
  @ApiProperty() redirectUri: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}

export class FinishSpotifySignIn {
  @ApiProperty({ description: 'the whole address the browser ended on, or what follows its question mark; it is read and never requested' })
  @IsString()
  @MinLength(1)
  @MaxLength(4_000)
  address: string;
}

export class SpotifyPlaylistRow implements SpotifyPlaylist {
  @ApiProperty({ description: '`liked`: the liked songs' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() url: string;
  @ApiProperty({ type: String, nullable: true }) ownerName: string | null;
  @ApiProperty() isOwn: boolean;
  @ApiProperty() isCollaborative: boolean;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: only a try tells' }) isReadable: boolean | null;
  @ApiProperty({ type: Number, nullable: true }) entries: number | null;
  @ApiProperty({ type: String, nullable: true }) imageUrl: string | null;
  @ApiProperty({ description: 'by SoulSync' }) isFollowed: boolean;
  @ApiProperty({ type: String, nullable: true }) playlistId: PlaylistId | null;
}

export class SpotifyArtistRow implements SpotifyArtist {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() url: string;
  @ApiProperty({ type: String, nullable: true }) imageUrl: string | null;
}
