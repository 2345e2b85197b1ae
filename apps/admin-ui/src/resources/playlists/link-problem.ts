const kinds: Readonly<Record<string, string>> = {
  album: 'an album',
  artist: 'an artist',
  track: 'a song',
  episode: 'a podcast episode',
  show: 'a podcast',
  user: "somebody's profile",
};
const SPOTIFY = /^(?:https?:\/\/open\.spotify\.com\/(?:intl-[a-z-]+\/)?|spotify:)(?:embed\/)?/i;

/** Why a link can be none of a playlist, where that can be seen without asking anybody; null: the server decides. */
export function linkProblem(text: string): string | null {
  const link = text.trim();
  if (link === '') return 'Paste the link of a playlist.';
  if (SPOTIFY.test(link)) {
    const [kind = ''] = link.replace(SPOTIFY, '').split(/[/:?#]/);
    const name = kinds[kind.toLowerCase()];
    return name && !/[/:]playlist[/:]/.test(link) ? `This is a link to ${name}, not to a playlist.` : null;
  }
  if (/^https?:\/\/spotify\.link\//i.test(link))
    return 'This short link hides what it leads to: open it, and paste the address it ends on.';
  if (/^[a-z]+:\/\//i.test(link))
    return 'Only links to Spotify playlists can be followed. For other services, export the playlist to a file.';
  return null;
}
