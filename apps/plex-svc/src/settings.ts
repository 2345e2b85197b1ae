import { DiscoverySettings } from '@soulsync/discovery';
import { libraryProfiles } from '@soulsync/music';
import type { LibraryProfile } from '@soulsync/music';
import {
  CoverSettings,
  Env,
  FetchedQualitySettings,
  EnvSecret,
  IsHeaderSecret,
  IsWebAddress,
  MusicFolderSettings,
  Section,
  Setting,
} from '@soulsync/service-kit';
import type { FollowedSection, Secret, ServiceSettings } from '@soulsync/service-kit';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { merge } from 'rxjs';
import type { Observable } from 'rxjs';
import { serverKinds } from './connection/server-identity.js';
import type { ServerKind } from './connection/server-identity.js';

const DAY_MS = 86_400_000;
const MONTH_MINUTES = 44_640;
const kind = `(?:${serverKinds.join('|')})`;
const kindsPattern = new RegExp(`^${kind}(?:,${kind})*$`);
const PATH_MAP = { message: 'must be pairs like /music=/srv/music, separated by commas' };
const PATH_PAIRS = /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*,?$/;

@Section({ name: 'library', page: 'library', label: 'Library', help: 'What your music library is read from.' })
export class LibrarySettings {
  @Setting({
    label: 'Read from',
    help: 'folder, plex, subsonic or jellyfin, or several separated by commas. The first one proves that filed music has arrived; folder needs no media server.',
  })
  @Env('SOULSYNC_LIBRARY_SERVER')
  @Matches(kindsPattern, { message: `must be one or more of ${serverKinds.join(', ')}, separated by commas` })
  servers = 'folder';

  @Setting({
    label: 'Lowest quality',
    help: 'Files of less are listed as below profile. Without it: what may be downloaded by itself, so that nothing filed is below it.',
  })
  @Env('SOULSYNC_LIBRARY_PROFILE')
  @IsOptional()
  @IsIn(libraryProfiles)
  profile?: LibraryProfile;
}

@Section({ name: 'folder', page: 'connections', label: 'Music folder', help: 'Read without a media server.' })
export class FolderSettings {
  @Setting({
    label: 'Look every',
    advanced: true,
    help: 'Instead of watching it. 0: it is watched, and looked at each minute only where it lies on another machine.',
    unit: 's',
  })
  @Env('SOULSYNC_MUSIC_POLL_SECONDS')
  @IsInt()
  @Min(0)
  @Max(86_400)
  pollSeconds = 0;
}

@Section({
  name: 'plex',
  page: 'connections',
  label: 'Plex',
  help: 'A server by its address and token. Without them, the one chosen by signing in.',
})
export class PlexSettings {
  @Setting({ label: 'Address', help: 'Such as http://plex:32400.' })
  @Env('SOULSYNC_PLEX_URL')
  @IsOptional()
  @IsWebAddress()
  url?: string;

  @Setting({ label: 'Token', help: 'Of the account that owns the server; other accounts can’t start scans.' })
  @EnvSecret('SOULSYNC_PLEX_TOKEN')
  @IsOptional()
  @IsHeaderSecret()
  token?: Secret;

  @Setting({ label: 'Libraries', help: 'Their keys, separated by commas. Without any: all of type Music but those for audiobooks.' })
  @Env('SOULSYNC_PLEX_SECTION')
  @IsOptional()
  @IsString()
  sections?: string;

  @Setting({ label: 'Path map', help: '<path as Plex sees it>=<path as SoulSync sees it>, several separated by commas.' })
  @Env('SOULSYNC_PLEX_PATH_MAP')
  @IsOptional()
  @Matches(PATH_PAIRS, PATH_MAP)
  pathMap?: string;

  @Setting({ label: 'Page size', advanced: true, help: 'Tracks that are asked for at once.' })
  @Env('SOULSYNC_PLEX_PAGE_SIZE')
  @IsInt()
  @Min(10)
  @Max(2_000)
  pageSize = 300;
}

@Section({
  name: 'subsonic',
  page: 'connections',
  label: 'Subsonic',
  help: 'Navidrome, Gonic, LMS and others that speak Subsonic or OpenSubsonic.',
})
export class SubsonicSettings {
  @Setting({ label: 'Address', help: 'Such as http://navidrome:4533.' })
  @Env('SOULSYNC_SUBSONIC_URL')
  @IsOptional()
  @IsWebAddress()
  url?: string;

  @Setting({ label: 'User' }) @Env('SOULSYNC_SUBSONIC_USER') @IsOptional() @IsString() user?: string;
  @Setting({ label: 'Password' }) @EnvSecret('SOULSYNC_SUBSONIC_PASSWORD') @IsOptional() password?: Secret;

  @Setting({ label: 'API key', help: 'Instead of user and password, on servers of OpenSubsonic that announce it.' })
  @EnvSecret('SOULSYNC_SUBSONIC_API_KEY')
  @IsOptional()
  apiKey?: Secret;

  @Setting({
    label: 'Path map',
    help: '<name of its music folder, or an absolute path as it sees it>=<path as SoulSync sees it>, several separated by commas.',
  })
  @Env('SOULSYNC_SUBSONIC_PATH_MAP')
  @IsOptional()
  @Matches(PATH_PAIRS, { message: 'must be pairs like Music=/srv/music, separated by commas' })
  pathMap?: string;
}

@Section({ name: 'jellyfin', page: 'connections', label: 'Jellyfin' })
export class JellyfinSettings {
  @Setting({ label: 'Address', help: 'Such as http://jellyfin:8096.' })
  @Env('SOULSYNC_JELLYFIN_URL')
  @IsOptional()
  @IsWebAddress()
  url?: string;

  @Setting({ label: 'User', help: 'An administrator, if SoulSync is to start scans.' })
  @Env('SOULSYNC_JELLYFIN_USER')
  @IsOptional()
  @IsString()
  user?: string;

  @Setting({ label: 'Password', help: 'Jellyfin also knows users without one.' })
  @EnvSecret('SOULSYNC_JELLYFIN_PASSWORD')
  @IsOptional()
  password?: Secret;

  @Setting({ label: 'API key', help: 'Instead of a user, not beside one. Playlists need a user.' })
  @EnvSecret('SOULSYNC_JELLYFIN_API_KEY')
  @IsOptional()
  apiKey?: Secret;

  @Setting({ label: 'Path map', help: '<path as Jellyfin sees it>=<path as SoulSync sees it>, several separated by commas.' })
  @Env('SOULSYNC_JELLYFIN_PATH_MAP')
  @IsOptional()
  @Matches(PATH_PAIRS, PATH_MAP)
  pathMap?: string;
}

@Section({ name: 'scans', page: 'library', label: 'Scans', help: 'Filed music is shown once the media server has scanned its folder.' })
export class ScanSettings {
  @Setting({ label: 'Quiet time before a scan', help: 'Since the last file of it.', unit: 'ms' })
  @Env('SOULSYNC_SCAN_DEBOUNCE_MS')
  @IsInt()
  @Min(0)
  @Max(DAY_MS)
  debounceMs = 60_000;

  @Setting({ label: 'Look at a running scan every', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_SCAN_POLL_MS')
  @IsInt()
  @Min(100)
  @Max(60_000)
  pollMs = 2_000;

  @Setting({ label: 'Report missing files after', advanced: true, help: 'They are looked for on and on.', unit: 'ms' })
  @Env('SOULSYNC_SCAN_DEADLINE_MS')
  @IsInt()
  @Min(1_000)
  @Max(DAY_MS)
  deadlineMs = 1_800_000;
}

@Section({ name: 'syncs', page: 'library', label: 'Library syncs', help: 'How often the library is read.' })
export class SyncSettings {
  @Setting({ label: 'Full sync every', unit: 'min' })
  @Env('SOULSYNC_SWEEP_EVERY_MINUTES')
  @IsInt()
  @Min(1)
  @Max(MONTH_MINUTES)
  fullEveryMinutes = 1_440;

  @Setting({ label: 'Confirm missing tracks after', advanced: true, help: 'A second full sync then takes them off.', unit: 'min' })
  @Env('SOULSYNC_SWEEP_CONFIRM_MINUTES')
  @IsInt()
  @Min(0)
  @Max(MONTH_MINUTES)
  confirmMinutes = 5;

  @Setting({ label: 'Look for changes every', unit: 's' })
  @Env('SOULSYNC_LIBRARY_LOOK_SECONDS')
  @IsInt()
  @Min(1)
  @Max(86_400)
  pollSeconds = 60;

  @Setting({ label: 'Incremental sync every', advanced: true, help: 'Also where the server’s counters did not move.', unit: 'min' })
  @Env('SOULSYNC_DELTA_EVERY_MINUTES')
  @IsInt()
  @Min(1)
  @Max(MONTH_MINUTES)
  incrementalEveryMinutes = 15;
}

@Section({ name: 'mirrors', page: 'playlists', label: 'Mirrored playlists' })
export class MirrorSettings {
  @Setting({ label: 'Backups', help: 'on: what a list on a server held is kept before it is written to. off: it is not.' })
  @Env('SOULSYNC_MIRROR_BACKUPS')
  @IsIn(['on', 'off'])
  backups: 'on' | 'off' = 'on';

  @Setting({ label: 'Backups kept', help: 'Of each mirrored playlist.' })
  @Env('SOULSYNC_MIRROR_BACKUPS_KEPT')
  @IsInt()
  @Min(1)
  @Max(1_000)
  backupsKept = 20;

  @Setting({
    label: 'Largest loss at once',
    advanced: true,
    help: 'A playlist that would lose a larger share (0 to 1) waits for a person.',
  })
  @Env('SOULSYNC_MIRROR_MAX_SHRINK')
  @IsNumber()
  @Min(0)
  @Max(1)
  maxShrink = 0.5;

  @Setting({
    label: 'Quiet time before a run',
    advanced: true,
    help: 'Since the last change of what is wanted and where it is.',
    unit: 'ms',
  })
  @Env('SOULSYNC_MIRROR_DEBOUNCE_MS')
  @IsInt()
  @Min(0)
  @Max(DAY_MS)
  debounceMs = 30_000;

  @Setting({ label: 'Compare every', help: 'With the server, also where nothing changed on our side.', unit: 'min' })
  @Env('SOULSYNC_MIRROR_EVERY_MINUTES')
  @IsInt()
  @Min(1)
  @Max(MONTH_MINUTES)
  everyMinutes = 1_440;
}

@Section({ name: 'discovery', page: 'connections', label: 'Looking for media servers' })
export class ServerDiscoverySettings extends DiscoverySettings {}

export const plexSections = [
  LibrarySettings,
  FolderSettings,
  PlexSettings,
  SubsonicSettings,
  JellyfinSettings,
  ScanSettings,
  SyncSettings,
  MirrorSettings,
  ServerDiscoverySettings,
] as const;

export const followedSections: readonly FollowedSection[] = [
  { owner: 'organize-svc', section: MusicFolderSettings },
  { owner: 'organize-svc', section: CoverSettings },
  { owner: 'acquire-svc', section: FetchedQualitySettings },
];

/** Stands for a folder that is not set: nothing ever lies below it. */
export const NO_FOLDER = '/dev/null';

/** What is in force when it is asked for. */
export interface PlexServiceSettings {
  /** The first one proves published files. */
  serverKinds(): readonly ServerKind[];
  /** Of organize-svc, which this service follows; `NO_FOLDER`: none is set. */
  musicDir(): string;
  library(): LibrarySettings;
  folder(): FolderSettings;
  plex(): PlexSettings;
  subsonic(): SubsonicSettings;
  jellyfin(): JellyfinSettings;
  scans(): ScanSettings;
  syncs(): SyncSettings;
  mirrors(): MirrorSettings;
  pictures(): CoverSettings;
  discovery(): ServerDiscoverySettings;
  /** After each change of which servers there are and how they are reached. */
  readonly serverChanges: Observable<unknown>;
}

export function plexSettings({ settings }: { readonly settings: Pick<ServiceSettings, 'of'> }): PlexServiceSettings {
  const music = settings.of(MusicFolderSettings);
  const library = settings.of(LibrarySettings);
  const servers = [FolderSettings, PlexSettings, SubsonicSettings, JellyfinSettings].map((section) => settings.of<object>(section).changes);
  return {
    serverKinds: () => [...new Set(library.now().servers.split(','))] as ServerKind[], // as its pattern has it
    musicDir: () => music.now().musicDir ?? NO_FOLDER,
    library: library.now,
    folder: settings.of(FolderSettings).now,
    plex: settings.of(PlexSettings).now,
    subsonic: settings.of(SubsonicSettings).now,
    jellyfin: settings.of(JellyfinSettings).now,
    scans: settings.of(ScanSettings).now,
    syncs: settings.of(SyncSettings).now,
    mirrors: settings.of(MirrorSettings).now,
    pictures: settings.of(CoverSettings).now,
    discovery: settings.of(ServerDiscoverySettings).now,
    serverChanges: merge(library.changes, music.changes, ...servers),
  };
}
