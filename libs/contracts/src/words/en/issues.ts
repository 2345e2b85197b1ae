import type { DiskName } from '../../disk-space.js';
import type { HealthIssueParams } from '../../health-issues.js';
import type { LogIncident } from '../../log-incident.js';
import type { IssueWords } from '../words.js';
import { reasons } from './reasons.js';
import { serverInWords } from './servers.js';

const NOTHING_LOST = 'Nothing is lost: the download stays where it is, and filing goes on by itself once this is mended.';
const READ_ONLY =
  'Mount it for writing (without ro in /etc/fstab, without :ro in compose); a disk that became read-only by itself has errors, see dmesg.';
const NAMES =
  'Encrypted folders often take names of 143 bytes instead of 255, and a disk takes every letter only where it is mounted so (iocharset=utf8 for FAT and shares).';
const NOT_OURS =
  'Give this user and group the folder and everything in it (chown, chmod g+w), or run SoulSync as their owner (PUID, PGID).';
const SILENT_SERVER =
  'The launcher restarts its own server by itself; a server of yours that stays silent has to be restarted. What was accepted is safe, and everything goes on by itself once it answers.';

export const issues: IssueWords = {
  'event-log-unavailable': ({ reason, disk, silentMinutes, detail }) =>
    reason === 'no-room' && disk
      ? {
          message: `Nothing can be stored: the disk of the event log (${disk.path}) has ${disk.freeMb} MB free, and ${disk.minFreeMb} MB are needed.`,
          advice:
            'Free space on that disk. What was accepted is safe, what is asked meanwhile is refused, and everything goes on by itself once there is room.',
        }
      : {
          message: `Nothing can be stored: the event log (JetStream) has not answered for ${silentMinutes === 0 ? 'some seconds' : `${silentMinutes} min`} (${detail})${disk ? `; its disk (${disk.path}) has ${disk.freeMb} MB free` : ''}.`,
          advice: `Look at nats-server and the free space of its disk. ${SILENT_SERVER}`,
        },
  'event-log-unreadable': ({ detail }) => ({
    message: `The event log can't be read: ${ended(detail)}`,
    advice: 'Is nats-server running, with the stream ES? It is looked for every few seconds, and everything goes on once it is there.',
  }),
  'event-log-lost-events': ({ incident, times }) => {
    const { message, advice } = incident.kind === 'hole' ? hole(incident) : loss(incident);
    return { message: times > 1 ? `${message} It happened ${times} times since anyone looked.` : message, advice };
  },
  'database-full': ({ detail }) => ({
    message: `The disk of the database is full, and what is shown falls behind: ${ended(detail)}`,
    advice:
      'Free space on that disk. Nothing is lost: what happened is in the event log, and the pages catch up by themselves once there is room.',
  }),
  'parked-events': ({ count }) => ({
    message: count === 1 ? 'An event could not be handled and is set aside.' : `${count} events could not be handled and are set aside.`,
    advice:
      'Everything else goes on. Open System, Failed events in the console: each is listed with its error. Retry them after an upgrade or once the cause is gone, or skip them.',
  }),
  waiting: ({ consumer, eventType, detail }) => ({
    message: `What follows a ${eventType} (${consumer}) waits: ${ended(detail)}`,
    advice: 'Nothing is lost: it is tried again by itself until whatever it needs is back.',
  }),
  'settings-file': ({ key, why }) => ({
    message: `${key} of the settings file is not taken: ${why}`,
    advice: 'Correct the file and start again, or set it in the settings.',
  }),
  'setting-ignored': ({ label, setting, problem }) => ({
    message: `The setting “${label}” (${setting}) is not used: it ${problem}.`,
    advice: 'Set it again in the settings; until then its default is in force.',
  }),
  'service-down': ({ service }) => ({
    message: `${service} does not answer.`,
    advice: 'It is started again by itself; its log says why it stopped.',
  }),
  'nats-silent': () => ({
    message: 'NATS does not answer: no service can be asked, and nothing can be stored.',
    advice: SILENT_SERVER,
  }),
  'accounts-not-in-database': ({ ids }) => ({
    message: `${ids.length === 1 ? 'An account' : `${ids.length} accounts`} of the event log can't sign in: the database does not have ${ids.join(', ')}.`,
    advice:
      'The database was restored from an older backup, or the account was deleted by hand. Restore the newer backup if someone is missing.',
  }),
  'playlist-import-failed': ({ detail }) => ({
    message: `An imported playlist could not be stored: ${ended(detail)}`,
    advice: 'Its rows are kept, and it is tried again at the next start. If it fails again, report it with the log of the catalog service.',
  }),
  'playlist-unreadable': ({ name, cause, detail }) =>
    cause === 'failed'
      ? {
          message: `${name === null ? 'A playlist' : `“${name}”`} could not be refreshed: ${ended(detail)}`,
          advice: 'It is tried again by itself; the log of catalog-svc says more. The other playlists go on.',
        }
      : {
          message: `“${name ?? 'A playlist'}”: ${reasons.playlist[cause]} (${detail}).`,
          advice: 'What is known of the playlist is kept. Open the playlist to see what can be done.',
        },
  'spotify-sign-in': ({ detail }) => ({
    message: ended(detail),
    advice: 'Sign in to Spotify again under Settings; nothing that is stored was touched.',
  }),
  'spotify-sign-in-ends': ({ endsAt, days }) => ({
    message: `The sign-in to Spotify ends ${days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`} (${endsAt.slice(0, 10)}): Spotify ends each one after six months.`,
    advice: 'Sign in to Spotify again under Settings, Connections. Playlists and files stay as they are.',
  }),
  'spotify-refuses': ({ detail }) => ({
    message: ended(detail),
    advice: 'Look at the app in Spotify’s developer dashboard; it is tried again every hour, and what is known of the playlists is kept.',
  }),
  'spotify-rate-limited': ({ detail, nextTryAt }) => ({
    message: ended(detail),
    advice: `Nothing to do: the next try is at ${nextTryAt}.`,
  }),
  'spotify-unavailable': ({ detail, nextTryAt }) => ({
    message: ended(detail),
    advice: `Nothing to do: it is tried again at ${nextTryAt}.`,
  }),
  'slskd-not-set-up': () => ({
    message: 'No slskd is set up: what is missing is listed and not downloaded.',
    advice: 'Set its address and API key in the settings, or SOULSYNC_SLSKD_URL and SOULSYNC_SLSKD_API_KEY.',
  }),
  'slskd-unavailable': ({ detail }) => ({
    message: ended(detail),
    advice:
      'Downloads wait and go on by themselves. Check that slskd runs, that its URL and API key are right, and that it is logged in to Soulseek.',
  }),
  'downloads-paused': ({ disks }) => {
    const full = disks.map(
      ({ name, path, freeMb, minFreeMb }) =>
        `the disk of the ${diskNames[name].what} (${path}) has ${freeMb} MB free and ${minFreeMb} MB are needed`,
    );
    const variables = [...new Set(disks.map(({ name }) => diskNames[name].variable))];
    return {
      message: `New downloads are paused: ${full.join('; ')}.`,
      advice: `Free some space, or set ${variables.join(' or ')} to less. Downloads under way go on, and new ones start by themselves once there is room.`,
    };
  },
  'downloads-left': ({ file, detail }) => ({
    message: `“${file}” was cancelled, and what had arrived of it could not be removed${detail === null ? '.' : `: ${ended(detail)}`}`,
    advice:
      'Remove it by hand, and let slskd do so from now on: set remote_file_management: true in its configuration (SLSKD_REMOTE_FILE_MANAGEMENT), or give SoulSync write access to the download folder.',
  }),
  'download-not-located': ({ file }) => ({
    message: `slskd finished “${file}”, and no file in its download folder is certainly this one.`,
    advice:
      'Nothing there was touched; another copy is downloaded. Look at the download folder and at the log of slskd: it may have been stopped, or its disk full, while it moved the file.',
  }),
  root,
  'filing-stopped': filingStopped,
  'downloads-missing': ({ folder, file, savedAs, lookedFor }) => ({
    message: `Filing waits: finished downloads are not in the download folder ${folder}. slskd ${savedAs === null ? `finished “${file}”` : `saved one as ${savedAs}`}; SoulSync looked for ${lookedFor.join(' and ')}.`,
    advice:
      'Set the download folder (Settings, Files, or SOULSYNC_DOWNLOAD_DIR) to the one that slskd downloads into, as this machine sees it; where ' +
      'slskd sees it under another path, set the path map beside it, or SOULSYNC_DOWNLOAD_PATH_MAP=<path as slskd sees it>=<path as we see it>. Nothing is downloaded again meanwhile: what arrived is filed as soon as it is found.',
  }),
  'downloads-stay': ({ folder, user }) => ({
    message: `Files are filed, but their downloads stay: SoulSync (${user}) may not remove them from the download folder ${folder}.`,
    advice: `If they are meant to stay, set SOULSYNC_KEEP_DOWNLOADS=true. Otherwise: ${READ_ONLY} ${NOT_OURS}`,
  }),
  'music-folder-polled': ({ detail }) => ({
    message: `The system gives no more watches, so the music folder is only looked at every minute: ${ended(detail)}`,
    advice: 'Raise fs.inotify.max_user_watches above the number of your music folders and start again.',
  }),
  'media-server': ({ detail, advice }) => ({ message: `Plex: ${ended(detail)}`, advice: advice ?? 'See Settings, Connections.' }),
  'media-server-not-set-up': ({ server }) => ({
    message: `The library is to be read from ${serverInWords(server)}, which is not set up.`,
    advice: 'Set its address and how to sign in, or choose another source of the library, in the settings.',
  }),
  'library-unreadable': ({ detail, retryInMinutes }) => ({
    message: ended(detail),
    advice: `The library is kept as last known. It is tried again ${retryInMinutes <= 1 ? 'within a minute' : `in ${retryInMinutes} minutes`}.`,
  }),
  'library-gone': ({ server, library }) => ({
    message: `${server} no longer has the library ${library}.`,
    advice: 'Its tracks are kept as last known. Is it another server, or is the library no longer chosen?',
  }),
  'library-kept': ({ server, library, tracks, shown }) => ({
    message: `The library is no longer read from ${serverInWords(server)}, which listed ${tracks} tracks of ${library}; what is read now shows ${shown}.`,
    advice:
      'The old list is kept, so that nothing you own is fetched again. It is dropped by itself once nine of ten are shown: let the server scan, or read from the old one as well (Settings, Library).',
  }),
  'library-shrank': ({ library, folder, missing, of }) => ({
    message: `${missing} of ${of} tracks${folder === '' ? '' : ` in “${folder}”`} are missing from ${library} at once; none was removed.`,
    advice:
      'Is a disk unmounted, or another library chosen? Once it is back this clears itself. If they are really gone, say so on the Library page.',
  }),
  'not-indexed': ({ server, folder, files, more }) => ({
    message: `${server} does not show ${files.map((file) => `“${file}”`).join(', ')}${more > 0 ? ` and ${more} more files` : ''}, which ${files.length + more === 1 ? 'was' : 'were'} filed and scanned.`,
    advice: `Check that the server sees the folder “${folder}” under the mapped path, may read it, and that it belongs to the chosen library. It is looked for again every few minutes; other files don't wait for it.`,
  }),
  paths: ({ server, example, cause, musicDir }) => ({
    message: `${server} uses other paths for its files than SoulSync: ${example} is not found here.`,
    advice:
      cause === 'map-does-not-fit'
        ? `None of the files ${server} names is where the path map says. Correct the map, or the folder.`
        : `None of the files ${server} names was found below ${musicDir}. Is it the same music, and mounted?`,
  }),
};

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const diskNames: Readonly<Record<DiskName, { readonly what: string; readonly variable: string }>> = {
  music: { what: 'music folder', variable: 'SOULSYNC_MUSIC_MIN_FREE_MB' },
  downloads: { what: 'download folder', variable: 'SOULSYNC_DOWNLOAD_MIN_FREE_MB' },
  data: { what: 'data folder', variable: 'SOULSYNC_DATA_MIN_FREE_MB' },
  'event-log': { what: 'event log', variable: 'SOULSYNC_EVENT_LOG_MIN_FREE_MB' },
};

interface Text {
  readonly message: string;
  readonly advice: string;
}

function root({ root: name, path, fault, formerPath, user, detail }: HealthIssueParams['root']): Text {
  const folder = diskNames[name].what;
  const moved = formerPath === null ? '' : ` It was ${formerPath} before.`;
  const accept = `If this really is the ${folder} now, press “Use this folder” on the System page (or POST /api/v1/roots/${name}/accept).`;
  const mount = 'Is its disk or share mounted? Once it is back, filing goes on by itself; downloads are kept until then.';
  const writable = 'Mount it for writing, give it to this user, or make room on its disk; filing then begins by itself.';
  const unused = (why: string) => ({ message: `The ${folder} ${path} can't be taken into use: ${why}.`, advice: writable });
  switch (fault) {
    case 'missing':
      return {
        message: `The ${folder} ${path} is not there.${moved}`,
        advice: `${mount} It is not made by itself, so that nothing is filed beside the real one: make it if there is none yet.`,
      };
    case 'not-a-folder':
      return { message: `The ${folder} ${path} is not a folder.${moved}`, advice: mount };
    case 'unreadable':
      return {
        message: `The ${folder} ${path} can't be read by ${user}.`,
        advice: `Give this user the right to read and write it. ${mount}`,
      };
    case 'empty':
      return { message: `The ${folder} ${path} is ${moved ? '' : 'suddenly '}empty.${moved}`, advice: `${mount} ${accept}` };
    case 'unmarked':
      return {
        message: `The folder at ${path} is not the ${folder} that is known: its file .soulsync-root is missing.${moved}`,
        advice: `${mount} ${accept}`,
      };
    case 'other-folder':
      return {
        message: `The folder at ${path} is not the ${folder} that is known: its file .soulsync-root belongs to another folder.${moved}`,
        advice: `${mount} ${accept}`,
      };
    case 'not-set':
      return {
        message: `No ${folder} is set, so nothing is filed.`,
        advice: `Choose it under Settings, Files, or set ${name === 'music' ? 'SOULSYNC_MUSIC_DIR' : 'SOULSYNC_DOWNLOAD_DIR'}.`,
      };
    case 'not-in-use':
      return { message: `The folder ${path} is not in use yet.`, advice: 'It is taken into use within seconds.' };
    case 'read-only':
      return unused('it is read-only');
    case 'forbidden':
      return unused(`SoulSync (${user}) may not write in it`);
    case 'unusable':
      return unused(detail);
  }
}

function filingStopped({ folder, path, error, user, detail }: HealthIssueParams['filing-stopped']): Text {
  if (folder === null || path === null) return { message: `A file could not be filed: ${ended(detail)}`, advice: NOTHING_LOST };
  const name = `${diskNames[folder].what} ${path}`;
  switch (error) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { message: `No space is left on the disk of the ${name}.`, advice: NOTHING_LOST };
    case 'EROFS':
      return { message: `The ${name} is read-only.`, advice: `${READ_ONLY} ${NOTHING_LOST}` };
    case 'EACCES':
    case 'EPERM':
      return { message: `SoulSync (${user}) may not write in the ${name}: ${ended(detail)}`, advice: `${NOT_OURS} ${NOTHING_LOST}` };
    case 'EINVAL':
    case 'EILSEQ':
    case 'ENAMETOOLONG':
      return { message: `The file system of the ${name} refuses a name: ${ended(detail)}`, advice: `${NAMES} ${NOTHING_LOST}` };
    case 'EIO':
    case 'ESTALE':
    case 'ENOTCONN':
      return {
        message: `The disk or share of the ${name} fails: ${ended(detail)}`,
        advice: `Check its cable, server and mount. ${NOTHING_LOST}`,
      };
    default:
      return { message: `A file could not be filed in the ${name}: ${ended(detail)}`, advice: NOTHING_LOST };
  }
}

type Incident = HealthIssueParams['event-log-lost-events']['incident'];

function loss(incident: Incident): Text {
  const { kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lost } = incident;
  const found =
    kind === 'made-anew'
      ? `The event log was deleted and created again: ${count(readPosition)} commits of the old one had been read.`
      : kind === 'ends-early'
        ? `The event log ends at commit ${endPosition ? count(endPosition) : 0}, though it had been read up to ${count(readPosition)}.`
        : `The event log holds other commits than those that had been read up to ${count(readPosition)}.`;
  const since =
    agreedPosition === null
      ? 'nothing of what was read is in it'
      : `it is the same up to commit ${count(agreedPosition)}${agreedAt === null ? '' : ` (${readable(agreedAt)})`}`;
  const until = readAt === null ? '' : `, and what was read after that reached to ${readable(readAt)}`;
  return {
    message: `${found} Lost: ${commits(incident)}${kinds(lost)}.`,
    advice: `Found on ${readable(incident.foundAt)}: ${since}${until}. Read models were built again from the log as it is, and processes go on from where both agree. If you have a newer copy of the event log, stop SoulSync and put it back. Otherwise do again what was lost (./soulsync doctor lists it); files and libraries are found again by themselves. To end this message, mark it as seen here or with ./soulsync doctor --acknowledge.`,
  };
}

function hole({ foundAt, readPosition, lostAtMost }: Incident): Text {
  const first = Number(readPosition) - lostAtMost + 1;
  const which = lostAtMost === 1 ? `Commit ${count(first)}` : `Commits ${count(first)} to ${count(readPosition)}`;
  return {
    message: `${which} of the event log can't be read: the files of nats-server are damaged.`,
    advice: `Found on ${readable(foundAt)}. What stood there is missing from the pages, and everything behind it goes on. Check the disk. If you have a copy of the event log from before, stop SoulSync and put it back. To end this message, mark it as seen here or with ./soulsync doctor --acknowledge.`,
  };
}

function commits({ lostAtLeast, lostAtMost }: Pick<LogIncident, 'lostAtLeast' | 'lostAtMost'>): string {
  if (lostAtMost === lostAtLeast) return `${count(lostAtMost)} ${lostAtMost === 1 ? 'commit' : 'commits'}`;
  return `${count(lostAtLeast)} to ${count(lostAtMost)} commits`;
}

const KINDS_NAMED = 8;

function kinds({ total, byType }: Incident['lost']): string {
  const all = Object.entries(byType).sort(([, a], [, b]) => b - a);
  if (total === 0) return '';
  const named = all.slice(0, KINDS_NAMED).map(([type, n]) => `${count(n)} ${type}`);
  return `, among them ${named.join(', ')}${all.length > KINDS_NAMED ? ' and others' : ''}`;
}

/** The same for every reader, whatever the machine's time zone: `2026-11-30 17:46:37 UTC`. */
const readable = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;

const count = (n: number | string) => Number(n).toLocaleString('en');
