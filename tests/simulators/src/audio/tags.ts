/** What a file's tags say. */
export interface Tags {
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string;
  readonly album: string;
  readonly track: number;
  readonly trackTotal: number;
  readonly disc: number;
  readonly date: string;
  readonly genre: string;
  readonly isrc: string | null;
}
