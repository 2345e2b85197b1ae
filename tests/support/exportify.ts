const HEADER =
  'Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Explicit,Added By,Added At,Genres,Record Label,ISRC,Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo,Time Signature';

/** A Spotify id of its own for each number. */
const idOf = (n: number) => n.toString(36).padStart(22, '0');

/** A CSV as Exportify writes it, some 500 bytes a row; every title is another one. */
export function exportify(rows: number, from = 0): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const n = from + at;
    return [
      `spotify:track:${idOf(n)}`,
      `"Harbour Glass, Part ${n} (Remastered 2011)"`,
      `"Night Ferry to the Northern Islands, Volume ${Math.floor(n / 12)}"`,
      `"Ida Voß;The Låtsas Orchestra of Øresund"`,
      '2011-04-12',
      String(180_000 + (n % 90) * 1_000),
      '41,false,spotify:user:someone-with-a-name',
      '2025-06-01T12:00:00Z',
      '"scandinavian chamber pop,nordic ambient,dream pop,northern folk"',
      '"Lowtide Recordings under exclusive licence"',
      `SE${String(n % 1_000)
        .padStart(3, '0')
        .replace(/^./, 'A')}${String(1_100_000 + n).padStart(7, '0')}`,
      '0.532,0.711,7,-6.214,1,0.0312,0.113,0.0000214,0.109,0.442,121.978,4',
    ].join(',');
  });
  return [HEADER, ...lines].join('\n');
}
