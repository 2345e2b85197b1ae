import { HttpError } from 'react-admin';
import type { DataProvider, GetListParams, RaRecord } from 'react-admin';
import type { ListMeta } from './console-port.js';
import type { Http } from './http.js';

type ListParams = Pick<GetListParams, 'pagination' | 'sort' | 'filter'>;

/** react-admin's questions as the gateway's parameters. */
function listQuery({ pagination, sort, filter }: ListParams): string {
  const query = new URLSearchParams();
  if (pagination) {
    query.set('_start', String((pagination.page - 1) * pagination.perPage));
    query.set('_end', String(pagination.page * pagination.perPage));
  }
  if (sort && sort.field !== 'id') {
    query.set('_sort', sort.field);
    query.set('_order', sort.order);
  }
  // Filters are flat: words, numbers, switches and lists of words.
  for (const [name, value] of Object.entries((filter ?? {}) as Record<string, string | number | boolean | string[] | undefined>)) {
    if (value === undefined || value === '') continue;
    query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return query.toString();
}

export const unsupported = () => Promise.reject(new Error('Writes are commands: see `command`.'));

/** Reads by resource; every write is a command with its own verb. */
export function restData({ call }: Http): DataProvider {
  async function getList(resource: string, params: ListParams) {
    const { body, total, alike } = await call<RaRecord[]>('GET', `${resource}?${listQuery(params)}`);
    return { data: body, total, meta: { alike } satisfies ListMeta };
  }
  return {
    getList,
    async getOne(resource: string, { id }: { id: string | number }) {
      return { data: (await call<RaRecord>('GET', `${resource}/${encodeURIComponent(id)}`)).body };
    },
    async getMany(resource: string, { ids }: { ids: readonly (string | number)[] }) {
      const query = new URLSearchParams(ids.map((id) => ['id', String(id)]));
      return { data: (await call<RaRecord[]>('GET', `${resource}?${query.toString()}`)).body };
    },
    async getManyReference(resource: string, params: ListParams & { target: string; id: string | number }) {
      return getList(resource, { ...params, filter: { ...(params.filter as object), [params.target]: params.id } });
    },
    async create(resource: string, { data }: { data: Record<string, unknown> }) {
      const { file, ...fields } = data;
      if (!(file instanceof File)) return { data: (await call<RaRecord>('POST', resource, data)).body };
      // A file goes as it is; what belongs to it is the query.
      const query = new URLSearchParams({ ...(fields as Record<string, string>), fileName: file.name });
      return call<RaRecord>('POST', `${resource}/import?${query.toString()}`, file).then(({ body }) => ({ data: body }), plainly);
    },
    update: unsupported,
    updateMany: unsupported,
    delete: unsupported,
    deleteMany: unsupported,
  } as unknown as DataProvider; // the generic signatures say no more than the calls above do
}

/** A file is no input of the form that could show what is wrong with it: said as a message, not as "the form is not valid". */
function plainly(error: unknown): never {
  const { csv } = (error instanceof HttpError ? (error.body as { errors?: { csv?: string } }).errors : undefined) ?? {}; // as call() makes it
  throw csv === undefined || !(error instanceof HttpError) ? error : new HttpError(csv, error.status);
}
