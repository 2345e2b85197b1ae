import type { NatsConnection } from '@nats-io/transport-node';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RequestContext, Role } from '@soulsync/contracts';
import type { Kit, RpcClient } from '@soulsync/service-kit';
import type { ApiKeys } from '../../apps/gateway/src/accounts/api-keys.js';
import type { Accounts, Identity } from '../../apps/gateway/src/accounts/accounts.js';
import type { Sessions } from '../../apps/gateway/src/accounts/sessions.js';
import { GatewayConfig } from '../../apps/gateway/src/config.js';
import { gatewayModule } from '../../apps/gateway/src/gateway.module.js';
import { httpServer } from '../../apps/gateway/src/api/http-server.js';
import type { IdempotentRequests } from '../../apps/gateway/src/idempotency/idempotent-requests.js';
import { ask, freePort } from './gateway.js';
import type { Answer, Ask } from './gateway.js';

export interface Asked {
  readonly subject: string;
  readonly body: object;
  readonly context: RequestContext;
  readonly timeoutMs: number | undefined;
}

export interface GatewayAlone {
  readonly url: string;
  /** What was asked of services, oldest first. */
  readonly asked: Asked[];
  /** What they answer from now on; may throw what a service throws. */
  answering(answer: (asked: Asked) => unknown): void;
  ask(path: string, options?: Ask): Promise<Answer>;
  openApi(): Promise<OpenAPIObject>;
  /** Something is told over core NATS. */
  publish(subject: string, data: object): void;
  /** The session of whoever is signed in as this role ends. */
  signOut(role: Role): void;
  stop(): Promise<void>;
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const roles: readonly Role[] = ['viewer', 'editor', 'admin'];

/** What the one who asks sends: the role's name is the key, and the session. */
export const asRole = (role: Role) => ({ 'x-api-key': role });

/** The gateway's Nest application as it is, over HTTP, without NATS and Postgres: services answer what the spec says, nobody has a password. */
export async function gatewayAlone({
  trustedProxies = '',
  ...changed
}: Partial<GatewayConfig> & { readonly trustedProxies?: string } = {}): Promise<GatewayAlone> {
  const asked: Asked[] = [];
  const heard: ((error: null, message: { subject: string; json(): object }) => void)[] = [];
  let answer: (asked: Asked) => unknown = () => ({ rows: [], total: 0 });
  const requests: RpcClient = {
    async request<Value>(subject: string, body: object, context: RequestContext, timeoutMs?: number) {
      const one = { subject, body, context, timeoutMs };
      asked.push(one);
      return (await answer(one)) as Value; // the spec knows what it answers
    },
  };
  const ends = new Map<string, () => void>();
  const identityOf = (by: Identity['by']) => (text: string) => {
    const role = roles.find((known) => known === text);
    return Promise.resolve(role ? { accountId: role, name: role, role, by } : null);
  };
  const port = await freePort();
  const config = Object.assign(new GatewayConfig(), { httpListen: `127.0.0.1:${port}`, dataDir: '/nonexistent', ...changed });
  // Of each only what routes use: whatever else were asked for would fail the spec.
  const kit = {
    config,
    requests,
    logger: quiet,
    nats: {
      subscribe: (_subject: string, { callback }: { callback: (typeof heard)[number] }) => heard.push(callback),
    } as unknown as NatsConnection,
    settings: { of: () => ({ now: () => ({ trusted: trustedProxies }) }) },
    health: { list: () => [] },
    clock: { now: () => '2026-01-01T00:00:00.000Z' },
    sleep: () => Promise.resolve(),
  } as unknown as Kit<GatewayConfig>;
  const accounts = {
    find: () => Promise.resolve(null),
    createFirst: () => Promise.resolve('admin'),
    create: () => Promise.resolve('id'),
    list: () => Promise.resolve([]),
    changeRole: () => Promise.resolve(),
    setPassword: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  } as unknown as Accounts;
  const apiKeys = {
    byKey: identityOf('api-key'),
    list: () => Promise.resolve([]),
    issue: () => Promise.resolve({ apiKeyId: 'id', key: 'key' }),
    revoke: () => Promise.resolve(),
  } as unknown as ApiKeys;
  const sessions = {
    use: identityOf('session'),
    look: identityOf('session'),
    open: () => Promise.resolve('admin'),
    list: () => Promise.resolve([]),
    endOne: () => Promise.resolve(),
    end: () => Promise.resolve(),
    onEnd(token: string, listener: () => void) {
      ends.set(token, listener);
      return () => ends.delete(token);
    },
  } as unknown as Sessions;
  const idempotent = {
    claim: () => Promise.resolve({ kind: 'ours', owner: 'us' }),
    answered: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    unsettled: () => Promise.resolve(),
  } as unknown as IdempotentRequests;
  const module = gatewayModule(
    kit,
    accounts,
    apiKeys,
    sessions,
    { needed: () => Promise.resolve(false), use: () => Promise.resolve() },
    idempotent,
  );
  const server = await httpServer(config, module, quiet);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    asked,
    answering: (next) => void (answer = next),
    ask: (path, options) => ask(url + path, options),
    openApi: async () => JSON.parse((await ask(`${url}/api/v1/openapi.json`, { headers: asRole('viewer') })).text) as OpenAPIObject,
    publish: (subject, data) => heard.forEach((hear) => hear(null, { subject, json: () => data })),
    signOut: (role) => ends.get(role)?.(),
    stop: () => server.close(),
  };
}
