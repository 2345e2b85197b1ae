/** As SQL: the row `of` as `MatchedTrack`, null where there is none. */
export const matchedTrackOf = (of: string): string =>
  `CASE WHEN ${of}."libraryTrackId" IS NULL THEN NULL ELSE to_jsonb(${of}) - 'libraryTrackId' END`;
