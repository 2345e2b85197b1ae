export interface IssueLink {
  readonly to: string;
  readonly label: string;
}

const connections: IssueLink = { to: '/settings/connections', label: 'Open connections' };
const folders: IssueLink = { to: '/settings/files', label: 'Open folders' };

/** Where something can be done about it; the first that fits. */
const links: readonly (readonly [pattern: RegExp, link: IssueLink])[] = [
  [/^(root:|downloads?-|filing-|music-folder)/, folders],
  [/^setting-ignored:/, { to: '/settings', label: 'Open settings' }],
  [/^parked-events/, { to: '/parked-events', label: 'Open failed events' }],
  [/^(spotify|slskd|media-server|library-|not-indexed|paths)/, connections],
];

/** null: its advice is all there is to do. */
export const linkFor = (code: string): IssueLink | null => links.find(([pattern]) => pattern.test(code))?.[1] ?? null;
