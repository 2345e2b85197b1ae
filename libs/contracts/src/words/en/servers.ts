const names: Readonly<Record<string, string>> = {
  folder: 'the music folder',
  plex: 'Plex',
  jellyfin: 'Jellyfin',
  subsonic: 'a Subsonic server',
};

/** A kind of server that a library is read from, within a sentence. */
export const serverInWords = (kind: string): string => names[kind] ?? kind;
