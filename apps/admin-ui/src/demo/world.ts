import { disks, hours, service, summary, throughput } from '../dashboard/dashboard.stories.js';
import { items, proposed } from '../metadata-edits/metadata-edits.stories.js';
import type { Story } from '../providers/fake-console.js';
import { neverHeard, neverHeardStory } from '../recordings/recordings.stories.js';
import { cancelled, transferring, withTimeline } from '../resources/acquisitions/acquisitions.stories.js';
import { happened } from '../resources/activity/activity.stories.js';
import { album, artist, library, track } from '../resources/library/library.stories.js';
import { longDivision } from '../resources/matches/matches.stories.js';
import { parked } from '../resources/parked-events/parked-events.stories.js';
import { backup, entries, gap, inStep, nightDrive, plan, sunday } from '../resources/playlists/playlists.stories.js';
import { ignored, lost } from '../resources/wishes/wishes.stories.js';
import { attic } from '../settings/connections/plex.stories.js';
import { settled, users } from '../settings/settings.stories.js';
import { logged, musicAway, readModel, tasks } from '../system/system.stories.js';

const longNames = [
  ['Low Water', 'The Quiet Pier'],
  ['A title that is much longer than any column of a table on a small screen has room for, and then some', 'Saltmarsh Motel'],
  ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'Эхо Маяков'],
  ['Тихая вода', 'Эхо Маяков'],
  ['Thin Ice Atlas', 'Velvet Cartography'],
  ['Ledger of Moths', 'Glasswing Depot'],
] as const;

const albums = Array.from({ length: 120 }, (_, at) => {
  const [title, name] = longNames[at % longNames.length] ?? longNames[0];
  return { ...album, id: at === 0 ? album.id : `al${at + 1}`, title: at < longNames.length ? title : `${title} ${at}`, artist: name };
});
const tracks = Array.from({ length: 11 }, (_, at) => ({
  ...track,
  id: `t${at + 1}`,
  trackNumber: at + 1,
  title: `Harbour Lights ${at + 1}`,
}));

/** A small installation that has something of everything. */
export const world: Story = {
  rows: {
    summary: [summary],
    services: [service],
    'health-issues': [musicAway],
    playlists: [nightDrive, sunday],
    'playlist-entries': entries,
    'playlist-mirrors': [inStep],
    'mirror-gaps': [gap],
    'mirror-backups': [backup],
    recordings: [neverHeard],
    matches: [longDivision],
    acquisitions: [transferring, cancelled, { ...withTimeline, id: 'r9' }],
    wishes: [lost, ignored],
    'library-albums': albums,
    'library-artists': [artist, { ...artist, id: 'эхо маяков', name: 'Эхо Маяков' }],
    'library-tracks': tracks,
    'library-mirrors': [library],
    activity: happened,
    'parked-events': [parked],
    'metadata-edits': [proposed],
    'metadata-edit-items': items,
    projections: [readModel],
    tasks,
    throughput,
    'hourly-throughput': hours,
    disks,
  },
  answers: {
    ...settled,
    'GET summary/': summary,
    'GET media-server': attic,
    'GET playlists/*/plan': plan,
    'GET users': users,
    'GET recordings/*/timeline': neverHeardStory,
    'GET api-keys': [],
    'GET sessions': [],
    'GET logs': logged,
  },
};

/** What stands for the parts of addresses that are not fixed. */
export const examples: Readonly<Record<string, string>> = { ':albumId': album.id, ':artistId': artist.id, ':section': 'connections' };
