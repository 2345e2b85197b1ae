/** How it misbehaves from now on; `behave` of the control door lays new values over these (apis/spotify.md 11). */
export interface Behaviour {
  /** What a person does on the page of the next authorisation. */
  approves: boolean;
  /** A refresh answers with another refresh token, after which the old one is dead. */
  rotates: boolean;
  /** An access token is good for so many calls. */
  tokenCalls: number;
  /** Plain-text 403 of every call: the owner has no Premium, the user is not on the list of users. */
  refuses: 'premium' | 'allowlist' | null;
  /** The next calls get 429: with `Retry-After: 1`, without the header, or for the rest of the day. */
  limits: { kind: 'short' | 'silent' | 'quota'; times: number } | null;
  /** Every so many-th page is a 502 in HTML; pages larger than `largestPage` always are. */
  badPageEvery: number;
  /** Pages so far. */
  pages: number;
  largestPage: number;
  /** Pages say a total that is off by so much. */
  totalOff: number;
  /** The page behind the last is empty, and still names a next one. */
  namesNextForEver: boolean;
  /** How playlists and their entries are spelt. */
  names: 'new' | 'old' | 'both';
  /** Edited behind its next page: an entry is put in front, and the snapshot is another. */
  editsBehindPage: string | null;
  /** So many looks at a playlist show the snapshot of before its last change. */
  staleLooks: number;
}

export const wellBehaved = (names: Behaviour['names']): Behaviour => ({
  approves: true,
  rotates: false,
  tokenCalls: Infinity,
  refuses: null,
  limits: null,
  badPageEvery: 0,
  pages: 0,
  largestPage: Infinity,
  totalOff: 0,
  namesNextForEver: false,
  names,
  editsBehindPage: null,
  staleLooks: 0,
});
