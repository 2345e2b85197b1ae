/** The playlist id in what a person pastes: a link (any locale, embed, old user form), a URI, or the bare id. null: it is none. */
export function spotifyPlaylistId(text: string): string | null {
  const trimmed = text.trim();
  const id = '([0-9A-Za-z]{22})';
  const forms = [
    new RegExp(`^${id}$`),
    new RegExp(`^spotify:(?:user:[^:]+:)?playlist:${id}$`),
    new RegExp(`^https://open\\.spotify\\.com/(?:intl-[a-z-]+/)?(?:embed/)?(?:user/[^/]+/)?playlist/${id}(?:[/?#].*)?$`),
  ];
  for (const form of forms) {
    const found = form.exec(trimmed)?.[1];
    if (found) return found;
  }
  return null;
}
