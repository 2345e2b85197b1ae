import { compareArtists } from '../artists/compare-artists.js';
import type { ArtistComparison } from '../artists/compare-artists.js';
import { artistKeys, nameKeys, parseArtists } from '../artists/parse-artists.js';
import type { ArtistKeys } from '../artists/parse-artists.js';
import { addsUnread, keysOf, titleSimilarity } from '../compare/compare-titles.js';
import type { Prepared } from '../compare/compare-tracks.js';
import { usualParameters } from '../compare/match-parameters.js';
import { foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { artistInFolders } from '../names/known-folders.js';
import { keysOfWords, readKnownNames } from '../names/known-names.js';
import type { KnownNames } from '../names/known-names.js';
import type { FileReading } from '../names/parse-file.js';
import { readSegments } from '../names/parse-remote-path.js';
import type { RemotePath } from '../names/parse-remote-path.js';
import { fileNameOf, genericFolder, splitPath } from '../names/path-segments.js';
import { albumColour } from '../titles/album-colour.js';
import { parseTitle } from '../titles/parse-title.js';
import { hasKind, sameVersions } from '../titles/version-tag.js';
import type { VersionTag } from '../titles/version-tag.js';
import { parseFolder } from '../names/parse-folder.js';
import { titlePrefilter } from './title-prefilter.js';
import type { WantedTrack } from '../compare/tracks.js';

export interface Identity {
  /** 0..1 */
  readonly title: number;
  /** 0..1; null: the path names no artist. */
  readonly artist: number | null;
  readonly versionEqual: boolean;
  readonly otherGuests: boolean;
  /** Its folder names a release, and not the wanted one. */
  readonly otherRelease: boolean;
  readonly extension: string;
}

/** What is looked for, worked out once for all offers. */
export interface WantedNames {
  readonly prepared: Prepared;
  readonly artists: readonly string[];
  readonly albums: readonly string[];
  /** false: a file of this name is certainly of another song. */
  readonly mayBeTitle: (stem: string) => boolean;
  readonly known: Omit<KnownNames, 'release'>;
  /** What was judged already: peers share the same releases under the same names. */
  readonly judged: Map<string, Identity>;
  /** Credits without guests that were compared already. */
  readonly credits: Map<string, ArtistComparison>;
  /** By extension, what is certainly another song. */
  readonly others: Map<string, Identity>;
}

export function wantedNames(wanted: WantedTrack, prepared: Prepared): WantedNames {
  const { main, featured } = parseArtists(wanted.artists);
  const joint = main.length > 1 ? [main.join(' '), [...main, ...featured].join(' ')] : [];
  return {
    prepared,
    artists: [...main, ...joint],
    albums: wanted.album === null ? [] : [wanted.album],
    mayBeTitle: titlePrefilter(prepared.title),
    known: {
      written: { text: wanted.title, keys: keysOfWords(wanted.title) },
      titles: [...prepared.title.compact, ...prepared.title.short],
      artists: [...main, ...featured].map(nameKeys).filter((keys) => keys.length > 0),
      album: wanted.album === null ? [] : keysOfWords(parseTitle(wanted.album).base),
    },
    judged: new Map(),
    credits: new Map(),
    others: new Map(),
  };
}

/** Each path segment judged in its role: the file gives title, version and artist; the folders artist and version; never words anywhere. */
export function judgeIdentity(names: WantedNames, filename: string): Identity {
  const { stem, extension } = fileNameOf(filename);
  if (stem !== null && !names.mayBeTitle(stem)) return anotherSong(names, extension);
  // A share's own name says nothing: "@@abcde\Music\…".
  const key = filename.startsWith('@@') ? withoutShare(filename) : filename;
  const known = names.judged.get(key);
  if (known) return known.extension === extension ? known : { ...known, extension };
  const segments = splitPath(filename);
  const identity = judgePath(names, segments.stem, readSegments(segments, { artists: names.artists, albums: names.albums }));
  names.judged.set(key, identity);
  return identity;
}

function withoutShare(filename: string): string {
  for (let place = 2; place < filename.length; place += 1)
    if (filename[place] === '\\' || filename[place] === '/') return filename.slice(place);
  return filename.slice(-1);
}

/** One for each extension: most offers are of other songs. */
function anotherSong({ others }: WantedNames, extension: string): Identity {
  const known = others.get(extension);
  if (known) return known;
  const identity = { title: 0, artist: null, versionEqual: true, otherGuests: false, otherRelease: false, extension };
  others.set(extension, identity);
  return identity;
}

function judgePath(names: WantedNames, stem: string | null, path: RemotePath): Identity {
  const identity = judgeNames(names, stem, path);
  return isWanted(identity) && isOtherRelease(names, path.folders[0]) ? { ...identity, otherRelease: true } : identity;
}

/** The artist's own folder, and one that sorts a collection, are none. */
function isOtherRelease({ prepared: { album }, known }: WantedNames, folder: string | undefined): boolean {
  if (album === null || folder === undefined || genericFolder(folder)) return false;
  const isArtist = nameKeys(folder).some((key) => known.artists[0]?.includes(key) === true);
  return !isArtist && titleSimilarity(album.keys, releaseOf(folder).keys) < usualParameters.titleFloor;
}

function judgeNames(names: WantedNames, stem: string | null, path: RemotePath): Identity {
  const best = bestOf(names, path, path.readings);
  if (stem === null || isWanted(best)) return best;
  const release = path.folders[0] === undefined ? [] : releaseOf(path.folders[0]).words;
  const laid = readKnownNames(stem, { ...names.known, release });
  if (laid === null && best.title < usualParameters.titleFloor) return best;
  const folderArtist = artistInFolders(path.folders, names.known) ?? path.folderArtist;
  const again = bestOf(names, { ...path, folderArtist }, laid ? [...path.readings, laid] : path.readings);
  return isWanted(again) ? again : best;
}

function bestOf(names: WantedNames, path: RemotePath, readings: readonly FileReading[]): Identity {
  let best: Identity | null = null;
  for (const reading of readings) {
    const identity = judgeReading(names, path, reading.title, reading.artist);
    if (best === null || worth(identity) > worth(best)) best = identity;
  }
  return best ?? unread(path);
}

const unread = ({ extension }: RemotePath): Identity => ({
  title: 0,
  artist: null,
  versionEqual: false,
  otherGuests: false,
  otherRelease: false,
  extension,
});
/** As far as names go. */
const isWanted = ({ title, artist, versionEqual, otherGuests }: Identity) =>
  title >= usualParameters.titleFloor && artist !== null && artist >= usualParameters.artistFloor && versionEqual && !otherGuests;

const worth = ({ title, artist, versionEqual }: Identity) => title + (artist ?? 0.5) + (versionEqual ? 0.1 : 0);

function judgeReading(names: WantedNames, path: RemotePath, fileTitle: string, fileArtist: string | null): Identity {
  const { prepared } = names;
  const parsed = parseTitle(fileTitle.replace(/_/g, ' '));
  const keys = keysOf(parsed);
  const title = titleSimilarity(prepared.title, keys);
  const credited = fileArtist ?? path.folderArtist;
  const artists = credited === null ? null : judgeArtists(names, credited, parsed.featured);
  const versions = withFolders(parsed.versions, path, prepared, title);
  return {
    title,
    artist: artists?.similarity ?? null,
    otherGuests: artists?.otherGuests === true && parsed.featured.length > 0,
    versionEqual:
      !addsUnread(keys, prepared.title) &&
      (sameVersions(prepared.versions, versions) || (hasColour(prepared) && sameVersions(prepared.parsed.versions, versions))),
    otherRelease: false,
    extension: path.extension,
  };
}

const hasColour = (prepared: Prepared) => prepared.versions.length > prepared.parsed.versions.length;

function judgeArtists({ prepared, credits }: WantedNames, credited: string, featured: readonly string[]): ArtistComparison {
  if (featured.length > 0) return similarArtists(prepared.artists, artistKeys([credited, ...featured]));
  const known = credits.get(credited);
  if (known) return known;
  const judged = similarArtists(prepared.artists, artistKeys([credited]));
  credits.set(credited, judged);
  return judged;
}

/** Folder and scene names join several artists with nothing between them: `sultan_shepard`. */
function similarArtists(wanted: ArtistKeys, offered: ArtistKeys): ArtistComparison {
  const compared = compareArtists(wanted, offered);
  const joined = wanted.atoms.flatMap((atom) => atom[0] ?? []).join('');
  const lead = wanted.wholes[0]?.[0] ?? '';
  const run = offered.wholes[0]?.[0] ?? '';
  return run !== '' && (run === joined || (run.startsWith(lead) && lead.length > 3 && joined.startsWith(run)))
    ? { similarity: 1, otherGuests: false }
    : compared;
}

/** What a folder makes of the plain titles in it. */
const colourOf = memo(5_000, (folder): readonly VersionTag[] => {
  const folded = foldText(folder);
  const plain = (kind: VersionTag['kind']): VersionTag => ({ kind, detail: '' });
  return [
    ...(/\bkaraoke\b/.test(folded) ? [plain('karaoke')] : []),
    ...(/\btribute (?:to|band|album)\b|\bcovers\b/.test(folded) ? [plain('cover')] : []),
    ...(/^(?:live|bootlegs?|concerts?)$/.test(folded) ? [plain('live')] : []),
    ...albumColour(parseFolder(folder).album ?? folder),
    ...(/[([](?:sbd|aud|fm|dsbd|soundboard|bootleg)\b/i.test(folder) ? [plain('live')] : []),
  ];
});

/** A release's name as its folder has it, for comparison, and with spaces for underscores. */
const releaseOf = memo(5_000, (folder) => {
  const name = parseFolder(folder).album ?? folder;
  const parsed = parseTitle(name);
  return { keys: keysOf(parsed), words: keysOfWords(parsed.base), spaced: parseTitle(name.replace(/_/g, ' ')) };
});

/** The folder of a concert, a karaoke or tribute collection, or of a single that is itself a remix, says what its plain titles are. */
function withFolders(own: readonly VersionTag[], path: RemotePath, wanted: Prepared, title: number): readonly VersionTag[] {
  const tags = [...own];
  const add = (found: readonly VersionTag[]) => {
    for (const tag of found) if (!hasKind(tags, tag.kind)) tags.push(tag);
  };
  for (const folder of path.folders.slice(0, 3)) add(colourOf(folder));
  const [release] = path.folders;
  const wantedRelease = release !== undefined && wanted.album !== null && titleSimilarity(wanted.album.keys, releaseOf(release).keys) === 1;
  const single = release === undefined || own.length > 0 || title < 1 || wantedRelease ? null : releaseOf(release).spaced;
  if (single && single.versions.length > 0 && !/\bremixes\b/i.test(release ?? '') && titleSimilarity(wanted.title, keysOf(single)) === 1)
    add(single.versions.filter((tag) => tag.kind !== 'other'));
  return tags;
}
