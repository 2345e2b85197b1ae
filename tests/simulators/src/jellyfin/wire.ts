import type { Album, Artist, Item, Track } from './library.js';

export interface View {
  readonly serverId: string;
  readonly viewId: string;
  readonly nowMs: number;
  /** What `fields` asked for. */
  readonly fields: ReadonlySet<string>;
  readonly images: boolean;
  readonly pictureless: readonly string[];
  /** As ids are written. */
  readonly id: (id: string) => string;
}

const IMAGE_TAG = '7c3f0e5d2b9a4c61';

/** Dates have seven decimals. */
const date = (ms: number) => new Date(ms).toISOString().replace('Z', '0000Z');

export function wire(item: Item, view: View): Record<string, unknown> {
  const common = {
    Name: item.name,
    ServerId: view.serverId,
    Id: view.id(item.id),
    ...(view.fields.has('DateCreated') ? { DateCreated: date(item.createdAtMs) } : {}),
    ...(view.fields.has('Etag') ? { Etag: etagOf(item) } : {}),
    Type: item.type,
    ImageTags: view.images && item.type !== 'Audio' && !view.pictureless.includes(item.id) ? { Primary: IMAGE_TAG } : {},
    BackdropImageTags: [],
    LocationType: 'FileSystem',
  };
  if (item.type === 'Audio') return { ...common, ...track(item, view) };
  return item.type === 'MusicAlbum' ? { ...common, ...album(item, view) } : { ...common, IsFolder: true, MediaType: 'Unknown' };
}

const etagOf = ({ id, savedAtMs }: Item) => `${id.slice(0, 16)}${savedAtMs.toString(16).padStart(16, '0')}`;

const named = ({ name: Name, id }: Artist, view: View) => ({ Name, Id: view.id(id) });

function album(item: Album, view: View): object {
  return {
    IsFolder: true,
    ParentId: view.id(item.artist.id),
    AlbumArtist: item.artist.name,
    AlbumArtists: [named(item.artist, view)],
    Artists: [item.artist.name],
    ...(item.year === null ? {} : { ProductionYear: item.year }),
    ...(view.fields.has('ChildCount') ? { ChildCount: item.tracks.length } : {}),
    MediaType: 'Unknown',
  };
}

function track(item: Track, view: View): object {
  const { album: parent, file, container } = item;
  const ticks = item.settlesAtMs > view.nowMs || item.durationMs === null ? {} : { RunTimeTicks: item.durationMs * 10_000 };
  return {
    IsFolder: false,
    MediaType: 'Audio',
    ...(view.fields.has('SortName') ? { SortName: sortName(item) } : {}),
    Album: item.albumName,
    AlbumId: view.id(parent.id),
    ...(view.images && !view.pictureless.includes(parent.id) ? { AlbumPrimaryImageTag: IMAGE_TAG } : {}),
    AlbumArtist: parent.artist.name,
    AlbumArtists: [named(parent.artist, view)],
    Artists: item.artists,
    ArtistItems: [named(parent.artist, view)],
    ...(item.index === null ? {} : { IndexNumber: item.index }),
    ...(item.disc === null ? {} : { ParentIndexNumber: item.disc }),
    ...(item.year === null ? {} : { ProductionYear: item.year, PremiereDate: date(Date.UTC(item.year, 0, 1)) }),
    ...ticks,
    Container: container,
    ...(view.fields.has('Path') ? { Path: file } : {}),
    ...(view.fields.has('ProviderIds') ? { ProviderIds: item.mbids } : {}),
    ...(view.fields.has('MediaSources')
      ? {
          MediaSources: [
            {
              Protocol: 'File',
              Id: view.id(item.id),
              Path: file,
              Type: 'Default',
              Container: container,
              Size: item.sizeBytes,
              Name: item.name,
              ...ticks,
              ...(item.bitrateKbps === null ? {} : { Bitrate: item.bitrateKbps * 1_000 }),
              MediaStreams: [
                {
                  Type: 'Audio',
                  Codec: item.codec,
                  SampleRate: 44_100,
                  Channels: 2,
                  ...(item.codec === 'flac' ? { BitDepth: 16 } : {}),
                },
              ],
            },
          ],
        }
      : {}),
  };
}

export function sortName(item: Item): string {
  if (item.type !== 'Audio') return item.name.replace(/^(?:the|a|an) /i, '').toLowerCase();
  const place = (number: number | null) => String(number ?? 0).padStart(4, '0');
  return `${place(item.disc)} - ${place(item.index)} - ${item.name}`;
}
