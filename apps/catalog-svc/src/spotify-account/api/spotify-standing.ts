import type { ConnectionReport, HealthIssueReport } from '@soulsync/contracts';
import type { ConnectionStanding } from '@soulsync/service-kit';
import type { SpotifyAccount } from '../domain/account/account.js';

export interface Seen {
  readonly clientId: string | null;
  readonly hasSecret: boolean;
  readonly isFromEnvironment: boolean;
  readonly account: SpotifyAccount;
  /** Of the last calls; null: none was made. */
  readonly connection: ConnectionReport | null;
  readonly issues: readonly HealthIssueReport[];
  /** Since when things are as they are where no call says it. */
  readonly since: string;
}

/** How Spotify stands, by what is known without asking it: a look at a page costs no call. */
export function spotifyStanding({ clientId, hasSecret, isFromEnvironment, account, connection, issues, since }: Seen): ConnectionStanding {
  const facts = account.status === 'signed-out' || isFromEnvironment ? null : account.signIn.name;
  const plain = { since: connection?.since ?? since, code: null, detail: null, nextTryAt: null, facts, isInUse: clientId !== null };
  const ofIssue = (issue: HealthIssueReport, state: ConnectionStanding['state']): ConnectionStanding => ({
    ...plain,
    ...{ state, since: issue.since, code: issue.code, detail: issue.message, nextTryAt: connection?.nextTryAt ?? null },
  });
  if (clientId === null) return { ...plain, state: 'unconfigured' };
  const refusing = issues.find(({ code }) => code === 'spotify-refuses' || code === 'spotify-sign-in');
  if (refusing) return ofIssue(refusing, 'refused');
  if (!isFromEnvironment && account.status !== 'signed-in') {
    const isAppOnly = account.status === 'signed-out' && hasSecret;
    const detail =
      account.status === 'signed-out' ? 'Nobody is signed in to Spotify.' : 'Spotify takes the sign-in no more: sign in again.';
    return { ...plain, state: isAppOnly ? 'degraded' : 'refused', code: 'spotify-sign-in', detail };
  }
  const limited = issues.find(({ code }) => code === 'spotify-rate-limited');
  if (limited) return ofIssue(limited, 'degraded');
  if (connection?.state === 'failing')
    return { ...plain, state: 'unreachable', code: 'spotify-unavailable', detail: connection.detail, nextTryAt: connection.nextTryAt };
  const ending = issues.find(({ code }) => code === 'spotify-sign-in-ends');
  if (ending) return ofIssue(ending, 'degraded');
  return { ...plain, state: connection?.state === 'ok' ? 'connected' : 'connecting' };
}
