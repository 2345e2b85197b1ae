import type { SignInReport, SignInState } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { NotFound, Refused, refused, Unavailable } from '@soulsync/service-kit';
import type { Kit, Secret, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { AskedTooOften } from '../ports/server-account.js';
import type { AccountServer, Pin, ServerAccount } from '../ports/server-account.js';
import { offered } from './choose-media-server.js';
import type { MediaServerChoice } from './choose-media-server.js';
import type { MediaServerSettings } from './media-server-settings.js';

interface SignIn {
  readonly id: string;
  readonly pin: Pin;
  /** Monotonic, counted from when it began; `expiresAt` says it to people. */
  readonly endsAtMs: number;
  readonly expiresAt: string;
  readonly context: CommandContext;
  state: SignInState;
  detail: string | null;
  account: string | null;
  servers: readonly AccountServer[];
  chosen: string | null;
  /** Approved; the rest is still to be done. */
  token: Secret | null;
  troubles: number;
  askAtMs: number;
}

/** Sign-ins that run on our side, so that no token enters a browser. Held in memory: after a restart a person begins anew. */
export interface SignIns extends Worker {
  start(kind: Pin['kind'], context: CommandContext): Promise<SignInReport>;
  /** Throws NotFound. */
  reportOf(id: string): SignInReport;
  cancel(id: string): SignInReport;
}

/** plex.tv asks for no more than one question a second. */
const POLL_MS = 1_000;
/** Where plex.tv asks for patience and does not say how long: from half a minute to ten. */
const PATIENCE_MS = 30_000;
const LONGEST_PATIENCE_MS = 600_000;
/** Waiting at a time; one more ends the oldest. */
const WAITING = 3;
/** So many are remembered, ended ones included. */
const REMEMBERED = 20;

export function signIns(
  kit: Kit<PlexConfig>,
  parts: { account: ServerAccount; settings: MediaServerSettings; choice: MediaServerChoice },
): SignIns {
  const { account, settings, choice } = parts;
  const known = new Map<string, SignIn>();
  let woken = new AbortController();
  const nowMs = () => kit.clock.monotonicMs();
  const waiting = () => [...known.values()].filter(({ state }) => state === 'waiting');

  function found(id: string): SignIn {
    const signIn = known.get(id);
    if (!signIn) throw new NotFound('this sign-in is not known; after a restart it has to begin anew');
    return signIn;
  }

  const report = ({ id, pin, expiresAt, state, detail, account: name, servers, chosen }: SignIn): SignInReport => ({
    id,
    state,
    link: state === 'waiting' ? pin.link : null,
    code: state === 'waiting' && pin.kind === 'short' ? pin.code.reveal() : null, // a person has to type it
    expiresAt,
    detail,
    account: name,
    servers: servers.map(offered),
    chosen,
  });

  function end(signIn: SignIn, state: SignInState, detail: string | null): void {
    signIn.state = state;
    signIn.detail = detail;
    signIn.token = null;
    kit.logger.info('a sign-in ended', { signInId: signIn.id, state });
  }

  async function advance(signIn: SignIn): Promise<void> {
    if (nowMs() >= signIn.endsAtMs) {
      if (signIn.token) return end(signIn, 'failed', `signed in, but the servers could not be listed: ${signIn.detail ?? 'no answer'}`);
      return end(signIn, 'expired', 'nobody approved it in time; begin anew');
    }
    if (nowMs() < signIn.askAtMs) return;
    try {
      signIn.token ??= await approved(signIn);
      if (signIn.token && signIn.state === 'waiting') await finish(signIn, signIn.token);
      signIn.troubles = 0;
      if (signIn.state === 'waiting') signIn.detail = null;
      signIn.askAtMs = nowMs() + POLL_MS;
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        kit.logger.error('a sign-in failed', { signInId: signIn.id, error: messageOf(error) });
        return end(signIn, 'failed', error instanceof Refused ? error.message : 'something went wrong inside; the log says what');
      }
      // plex.tv's trouble says nothing about the sign-in.
      signIn.detail = error.message;
      signIn.askAtMs = nowMs() + waitMs(signIn, error);
      signIn.troubles += 1;
    }
  }

  function waitMs({ troubles }: SignIn, error: Unavailable): number {
    if (!(error instanceof AskedTooOften)) return Math.min(POLL_MS * 2 ** troubles, PATIENCE_MS);
    return Math.max(POLL_MS, error.retryAfterMs ?? Math.min(PATIENCE_MS * 2 ** troubles, LONGEST_PATIENCE_MS));
  }

  /** null: not yet, or never. */
  async function approved(signIn: SignIn): Promise<Secret | null> {
    const pin = await account.checkPin(signIn.pin);
    if (signIn.state !== 'waiting') return null; // cancelled meanwhile: its token is not kept
    if (pin.kind === 'gone') end(signIn, 'expired', 'plex.tv does not know it any more; begin anew');
    return pin.kind === 'signed-in' ? pin.token : null;
  }

  async function finish(signIn: SignIn, token: Secret): Promise<void> {
    const [who, servers] = await Promise.all([account.whoAmI(token), account.servers(token)]);
    if (who === null || servers === null) return end(signIn, 'failed', 'plex.tv gave a token and refuses it; begin anew');
    await settings.keepAccountToken(token, signIn.context);
    signIn.account = who.name;
    signIn.servers = servers;
    const [only, ...others] = servers.filter(({ owned }) => owned);
    if (!only || others.length > 0)
      return end(signIn, 'signed-in', servers.length === 0 ? 'this account has no Plex server, and none is shared with it' : null);
    try {
      await choice.choose(only.serverId, null, signIn.context);
      signIn.chosen = only.serverId;
      end(signIn, 'signed-in', null);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Unavailable)) throw error;
      end(signIn, 'signed-in', error.message); // the sign-in is done; where the server is, a person may say
    }
  }

  return {
    name: 'sign-ins',
    async start(kind, context) {
      if (kit.config.readOnly) throw refused('read-only', {});
      settings.assertCanKeep();
      const pin = await account.startPin(kind);
      const signIn: SignIn = {
        id: newId(),
        pin,
        endsAtMs: nowMs() + pin.lifeMs,
        expiresAt: new Date(Date.parse(kit.clock.now()) + pin.lifeMs).toISOString(),
        context,
        state: 'waiting',
        detail: null,
        account: null,
        servers: [],
        chosen: null,
        token: null,
        troubles: 0,
        askAtMs: nowMs() + POLL_MS,
      };
      for (const old of waiting().slice(0, Math.max(0, waiting().length - WAITING + 1))) end(old, 'cancelled', 'another one began');
      known.set(signIn.id, signIn);
      for (const id of [...known.keys()].slice(0, Math.max(0, known.size - REMEMBERED))) known.delete(id);
      woken.abort();
      return report(signIn);
    },
    reportOf: (id) => report(found(id)),
    cancel(id) {
      const signIn = found(id);
      if (signIn.state === 'waiting') end(signIn, 'cancelled', null);
      return report(signIn);
    },
    async run(signal) {
      while (!signal.aborted) {
        woken = new AbortController();
        for (const signIn of waiting()) await advance(signIn);
        await kit.sleep(waiting().length > 0 ? POLL_MS : LONGEST_PATIENCE_MS, signal, woken.signal);
      }
    },
  };
}
