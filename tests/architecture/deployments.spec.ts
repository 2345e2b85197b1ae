import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const text = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');

interface Named {
  readonly name: string;
}
interface Container extends Named {
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly command: readonly string[];
  readonly ports: readonly Named[];
  readonly envFrom: readonly { readonly configMapRef?: Named; readonly secretRef?: Named }[];
  readonly volumeMounts: readonly (Named & { readonly mountPath: string })[];
  readonly securityContext: object;
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly [probe: `${string}Probe`]: { readonly httpGet: { readonly path: string; readonly port: string } };
}
interface Manifest {
  readonly kind: string;
  readonly metadata: Named;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: object };
    readonly template?: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes: readonly (Named & { readonly secret?: { readonly secretName: string } })[];
        readonly securityContext: object;
      };
    };
    readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly {
      readonly from?: readonly { readonly podSelector: { readonly matchExpressions: readonly { readonly values: readonly string[] }[] } }[];
      readonly ports: readonly { readonly port: string }[];
    }[];
  };
}
interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image: string;
        readonly command?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
        readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
        readonly networks?: readonly string[];
        readonly ports?: readonly string[];
      }
    >
  >;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const nothing = { httpGet: { path: '', port: '' } };

/** Strict: a key given twice is an error. */
function manifests(file: string): readonly Manifest[] {
  return parseAllDocuments(text('k8s', 'base', file)).map((document) => {
    expect([file, document.errors]).toEqual([file, []]);
    return document.toJS() as Manifest; // checked by the tests below
  });
}

const services = readdirSync(join(root, 'apps')).filter((name) => name.endsWith('-svc') || name === 'gateway');
const table = text('README.md');
/** Documented in the README's table, where a person looks. */
const documented = (variable: string) => table.includes(`\`${variable.replace(/_FILE$/, '')}\``);
/** A name of a file is none. */
const holdsSecret = (variable: string) => /KEY|TOKEN|PASSWORD|SECRET|DATABASE_URL/.test(variable) && !variable.endsWith('_FILE');

/** The same flags of Node as where the launcher runs one process a service; the memory of a container is bounded from outside. */
const [, libraryHeap = ''] = /const LIBRARY_HEAP = \[(.*)\];/.exec(text('apps', 'launcher', 'src', 'services.ts')) ?? [];
const commandOf = (name: string) => [
  'node',
  ...(name === 'plex-svc' ? [...libraryHeap.matchAll(/'(.*?)'/g)].map(([, flag]) => flag) : []),
  `apps/${name}/dist/main.js`,
];

describe('k8s/base', () => {
  const { resources } = parse(text('k8s', 'base', 'kustomization.yaml')) as { resources: readonly string[] };
  const all = resources.flatMap(manifests);
  const deployments = all.filter(({ kind }) => kind === 'Deployment');
  const config = all.find(({ kind }) => kind === 'ConfigMap');

  it('lists every file of the folder, and a deployment of every service', () => {
    const files = readdirSync(join(root, 'k8s', 'base')).filter((name) => name !== 'kustomization.yaml');
    expect([...resources].sort()).toEqual(files.sort());
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual([...services].sort());
  });

  it.each(deployments.map((one) => [one.metadata.name, one] as const))('%s is whole and closed', (name, { spec }) => {
    const template = spec?.template;
    const [container] = template?.spec.containers ?? [];
    if (!template || !container) throw new Error(`${name} has no container`);
    expect(template.metadata.labels).toMatchObject(spec.selector?.matchLabels ?? { none: true });
    expect(container.command).toEqual(commandOf(name));
    expect(container.image).toMatch(/^[a-z]+:\d+\.\d+\.\d+$/);
    const ports = container.ports.map((port) => port.name);
    for (const probe of ['startup', 'readiness', 'liveness'] as const) {
      const { path, port } = (container[`${probe}Probe`] ?? nothing).httpGet;
      expect(path).toBe(`/health/${probe === 'startup' ? 'startup' : probe === 'readiness' ? 'ready' : 'live'}`);
      expect(ports).toContain(port);
    }
    expect(container.envFrom.map((from) => from.configMapRef?.name).filter(Boolean)).toEqual([config?.metadata.name]);
    const volumes = template.spec.volumes.map((volume) => volume.name);
    for (const mount of container.volumeMounts) expect(volumes).toContain(mount.name);
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(container.resources.limits.memory).toMatch(/^\d+Mi$/);
  });

  it('sets only variables the README knows, and no secret', () => {
    for (const variable of Object.keys(config?.data ?? {})) {
      expect([variable, documented(variable)]).toEqual([variable, true]);
      expect([variable, holdsSecret(variable)]).toEqual([variable, false]);
    }
  });

  it.each(deployments.map((one) => [one.metadata.name, one] as const))(
    '%s is itself to the servers, and has its own secrets alone',
    (name, { spec }) => {
      const [container] = spec?.template?.spec.containers ?? [];
      expect(container?.env).toEqual([{ name: 'SOULSYNC_NATS_USER', value: name }]);
      const secrets = spec?.template?.spec.volumes.flatMap(({ secret }) => secret?.secretName ?? []) ?? [];
      expect(secrets).toEqual([`soulsync-${name}`]);
      expect(container?.envFrom.flatMap(({ secretRef }) => secretRef?.name ?? [])).toEqual([`${name}-settings`]);
      for (const [, file = ''] of Object.entries(config?.data ?? {}).filter(([variable]) => variable.endsWith('_FILE')))
        expect(container?.volumeMounts.some(({ mountPath }) => file.startsWith(`${mountPath}/`))).toBe(true);
    },
  );

  it('mounts the administrator’s secrets where they are needed alone', () => {
    const mounted = all.flatMap(({ metadata, spec }) =>
      (spec?.template?.spec.volumes ?? []).flatMap(({ secret }) => (secret ? [[metadata.name, secret.secretName] as const] : [])),
    );
    expect(mounted.filter(([name]) => !services.includes(name)).sort()).toEqual([
      ['nats', 'soulsync-nats'],
      ['postgres', 'soulsync-postgres'],
      ['provision', 'soulsync-provision'],
    ]);
  });

  it('lets nobody in from outside but to the gateway, and to NATS and Postgres the services alone', () => {
    const policies = all.filter(({ kind }) => kind === 'NetworkPolicy');
    const closed = policies.filter(({ spec }) => Object.keys(spec?.podSelector ?? { none: true }).length === 0);
    expect(closed.map(({ spec }) => [spec?.policyTypes, spec?.ingress])).toEqual([[['Ingress'], undefined]]);
    const open = policies.flatMap(({ spec }) =>
      (spec?.ingress ?? []).map(({ from, ports }) => ({
        to: spec?.podSelector?.matchLabels?.['app.kubernetes.io/name'],
        ports: ports.map(({ port }) => port),
        from: from?.flatMap(({ podSelector }) => podSelector.matchExpressions.flatMap(({ values }) => values)).sort() ?? 'anybody',
      })),
    );
    const clients = [...services, 'provision'].sort();
    expect(open).toEqual([
      { to: 'gateway', ports: ['http'], from: 'anybody' },
      { to: 'nats', ports: ['nats'], from: clients },
      { to: 'postgres', ports: ['postgres'], from: clients },
    ]);
  });
});

describe('compose.yaml', () => {
  const compose = parse(text('compose.yaml'), { merge: true }) as Compose;
  const own = Object.entries(compose.services).filter(([name]) => services.includes(name));

  it('runs every service with its own command', () => {
    expect(own.map(([name]) => name).sort()).toEqual([...services].sort());
    for (const [name, { command }] of own) expect(command).toEqual(commandOf(name));
  });

  it('sets only variables the README knows, and every one it asks for is in .env.example', () => {
    const example = text('.env.example');
    for (const [, { environment }] of own)
      for (const variable of Object.keys(environment ?? {}).filter((key) => key.startsWith('SOULSYNC_')))
        expect([variable, documented(variable)]).toEqual([variable, true]);
    for (const [, variable = ''] of text('compose.yaml').matchAll(/\$\{([A-Z_]+):\?/g))
      expect([variable, example.includes(variable)]).toEqual([variable, true]);
  });

  it('hands each service its own secrets alone, as files, and no secret in a variable', () => {
    for (const [name, { environment, secrets = [] }] of own) {
      expect([name, environment?.['SOULSYNC_NATS_USER']]).toEqual([name, name]);
      expect(secrets).toEqual([
        { source: `${name}.nats`, target: 'nats-password' },
        { source: `${name}.database-url`, target: 'database-url' },
        { source: 'secret-key', target: 'secret-key' },
      ]);
    }
    for (const [name, { environment, secrets = [] }] of Object.entries(compose.services)) {
      expect([name, Object.keys(environment ?? {}).filter(holdsSecret)]).toEqual([name, []]);
      const targets = secrets.map((one) => `/run/secrets/${typeof one === 'string' ? one : one.target}`);
      const files = Object.entries(environment ?? {}).flatMap(([variable, value]) => (variable.endsWith('_FILE') ? [value] : []));
      expect([name, files.filter((file) => !targets.includes(file))]).toEqual([name, []]);
      for (const one of secrets) expect(Object.keys(compose.secrets)).toContain(typeof one === 'string' ? one : one.source);
    }
  });

  it('keeps NATS and Postgres in a network of their own, and publishes the gateway alone', () => {
    expect(compose.networks['servers']).toEqual({ internal: true });
    for (const name of ['nats', 'postgres', 'provision']) expect([name, compose.services[name]?.networks]).toEqual([name, ['servers']]);
    const published = Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['gateway']);
    expect(compose.services['gateway']?.ports).toEqual(['${SOULSYNC_ADDRESS:-127.0.0.1}:${SOULSYNC_PORT:-8765}:8765']); // loopback by default
  });

  it('pins every image', () => {
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/:[^:]*\d+\.\d+/);
  });
});
