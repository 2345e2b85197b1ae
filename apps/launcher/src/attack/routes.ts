import type { Role } from '@soulsync/contracts';

/** One operation of the API, out of its own OpenAPI document. */
export interface Route {
  readonly method: string;
  /** With `{id}` where a parameter stands. */
  readonly path: string;
  /** Names of the body's fields; null: it takes no body. */
  readonly fields: readonly string[] | null;
  /** Of its body. */
  readonly contentType: string;
  /** Whom it answers, as the document has it. */
  readonly declaredRole: string | null;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, object>>;
}
interface Operation {
  readonly 'x-role'?: string;
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const JSON_TYPE = 'application/json';
const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** All of them: a route that is new tomorrow is attacked tomorrow. */
export function routesOf({ paths, components }: OpenApi): readonly Route[] {
  const fieldsOf = ({ requestBody }: Operation): readonly string[] | null => {
    const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
    if (!schema) return null;
    const named = schema.$ref ? components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] : schema;
    return Object.keys(named?.properties ?? {});
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        fields: fieldsOf(operation),
        contentType: Object.keys(operation.requestBody?.content ?? {})[0] ?? JSON_TYPE,
        declaredRole: operation['x-role'] ?? null,
      })),
  );
}

/** Who may, as README says; written down here again on purpose, so that a route which forgets its guard is found. */
const openRoutes: readonly RegExp[] = [
  /^\/ping$/,
  /^\/api\/v1\/setup$/,
  /^POST \/api\/v1\/session$/,
  /^\/api\/v1\/session\/end$/,
  /^\/api\/v1\/spotify\/callback$/,
];
const adminRoutes: readonly RegExp[] = [
  /^\/api\/v1\/(media-server|discoveries|api-keys|users|settings|folders|logs)(\/|$)/,
  /^\/api\/v1\/(roots|health-issues)\/[^/]+\/(accept|acknowledge)$/,
  /^\/api\/v1\/projections\/[^/]+\/rebuild$/,
  /^\/api\/v1\/connections\/[^/]+\/test$/,
  /^POST \/api\/v1\/spotify\//,
  /^\/api\/v1\/parked-events\/[^/]+\/(retry|skip)$/,
];

/** What is asked of somebody's account elsewhere, at the price of its budget. */
const editorsReads: readonly RegExp[] = [/^GET \/api\/v1\/spotify\/(playlists|artists)$/];

/** Writes that are everyone's, of what is their own. */
const ownRoutes: readonly RegExp[] = [/^POST \/api\/v1\/session\/password$/, /^DELETE \/api\/v1\/sessions\/[^/]+$/];

export type Needed = 'nobody' | Role;

export function neededRole({ method, path }: Pick<Route, 'method' | 'path'>): Needed {
  if (openRoutes.some((open) => open.test(path) || open.test(`${method} ${path}`))) return 'nobody';
  if (adminRoutes.some((admin) => admin.test(path) || admin.test(`${method} ${path}`))) return 'admin';
  if (editorsReads.some((editors) => editors.test(`${method} ${path}`))) return 'editor';
  if (ownRoutes.some((own) => own.test(`${method} ${path}`))) return 'viewer';
  return method === 'GET' ? 'viewer' : 'editor';
}

/** The path with this in place of each parameter, as it goes over the wire. */
export const filled = (path: string, value: string): string => path.replaceAll(/\{\w+\}/g, value);

export const NOBODYS_ID = '00000000-0000-7000-8000-000000000000';
