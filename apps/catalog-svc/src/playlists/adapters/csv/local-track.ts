/** What Spotify knows of a file of one's own: `spotify:local:ARTIST:ALBUM:TITLE:SECONDS`, each as in an address; '' is unknown. */
export interface LocalTrack {
  readonly artist: string;
  readonly album: string;
  readonly title: string;
}

/** null: it is none, or tells no title. */
export function localTrackOf(uri: string | null): LocalTrack | null {
  const [artist = '', album = '', title = ''] = uri?.startsWith('spotify:local:') ? uri.split(':').slice(2).map(plain) : [];
  return title === '' ? null : { artist, album, title };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' ')).trim();
  } catch {
    return ''; // no percent-encoded UTF-8
  }
}
