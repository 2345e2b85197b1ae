import { Env, EnvSecret, IsHeaderSecret, IsWebAddress, Section, Setting } from '@soulsync/service-kit';
import type { Secret, ServiceSettings } from '@soulsync/service-kit';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

@Section({
  name: 'spotify',
  label: 'Spotify',
  help: 'An app of your own at developer.spotify.com, by which SoulSync reads your playlists.',
})
export class SpotifySettings {
  @Setting({ label: 'Client ID', help: 'Of your app in Spotify’s developer dashboard; its owner needs Premium.' })
  @Env('SOULSYNC_SPOTIFY_CLIENT_ID')
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,100}$/, { message: 'must be the client ID as the dashboard shows it: letters and digits without spaces' })
  clientId?: string;

  /** Not needed for a token got by PKCE. */
  @Setting({
    label: 'Client secret',
    help: 'Not needed to sign in here. Without a sign-in it lets SoulSync look up what Spotify shows to everybody.',
  })
  @EnvSecret('SOULSYNC_SPOTIFY_CLIENT_SECRET')
  @IsOptional()
  @IsHeaderSecret()
  clientSecret?: Secret;

  /** Spotify's own number is not published (apis/spotify.md 4). */
  @Setting({ label: 'Calls a day', advanced: true, help: 'Spotify locks out apps that call too often; nobody outside knows its number.' })
  @Env('SOULSYNC_SPOTIFY_CALLS_PER_DAY')
  @IsInt()
  @Min(10)
  @Max(100_000)
  callsPerDay = 500;

  @Setting({ label: 'Pause between calls', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_SPOTIFY_GAP_MS')
  @IsInt()
  @Min(0)
  @Max(60_000)
  gapMs = 350;

  @Setting({
    label: 'Lookups a day',
    advanced: true,
    help: 'Of these calls so many may ask for pictures and genres: playlists come first.',
  })
  @Env('SOULSYNC_SPOTIFY_FACTS_PER_DAY')
  @IsInt()
  @Min(0)
  @Max(100_000)
  lookupsPerDay = 200;
}

@Section({ name: 'musicbrainz', label: 'MusicBrainz', help: 'The open catalogue that genres come from where Spotify has none.' })
export class MusicBrainzSettings {
  @Setting({
    label: 'Contact',
    help: 'A mail address or page of yours, which MusicBrainz wants to know; without it MusicBrainz is not asked.',
  })
  @Env('SOULSYNC_MUSICBRAINZ_CONTACT')
  @IsOptional()
  @Matches(/^[\x21-\x27\x2a-\x7e]{3,200}$/, { message: 'must be a mail address or the address of a page, without spaces' })
  contact?: string;

  @Setting({ label: 'Address', help: 'Of MusicBrainz itself, or of a mirror of your own.' })
  @Env('SOULSYNC_MUSICBRAINZ_URL')
  @IsWebAddress()
  url = 'https://musicbrainz.org';

  @Setting({
    label: 'Pause between calls',
    advanced: true,
    help: 'Only a mirror of your own may be asked faster than once in 1100 ms.',
    unit: 'ms',
  })
  @Env('SOULSYNC_MUSICBRAINZ_GAP_MS')
  @IsInt()
  @Min(0)
  @Max(60_000)
  gapMs = 1_100;
}

@Section({ name: 'schedule', label: 'Schedule', help: 'When playlists are read.' })
export class ScheduleSettings {
  @Setting({ label: 'Look for due playlists every', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_SCHEDULE_LOOK_MS')
  @IsInt()
  @Min(100)
  @Max(600_000)
  pollMs = 5_000;
}

export const catalogSections = [SpotifySettings, MusicBrainzSettings, ScheduleSettings] as const;

/** What is in force when it is asked for. */
export interface CatalogSettings {
  spotify(): SpotifySettings;
  musicBrainz(): MusicBrainzSettings;
  schedule(): ScheduleSettings;
}

export const catalogSettings = (settings: Pick<ServiceSettings, 'of'>): CatalogSettings => ({
  spotify: settings.of(SpotifySettings).now,
  musicBrainz: settings.of(MusicBrainzSettings).now,
  schedule: settings.of(ScheduleSettings).now,
});
