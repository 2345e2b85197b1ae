import type { RequestContext, ResourcePage, ResourceQuery } from '@soulsync/contracts';
import type { RpcClient } from '@soulsync/service-kit';

/** What a query without an end asks for. */
const PAGE = 25;

/** All rows that were asked for: those that no message holds together come in several. */
export async function wholePage<Row extends object>(
  requests: RpcClient,
  subject: string,
  query: ResourceQuery,
  context: RequestContext,
): Promise<ResourcePage<Row>> {
  const ask = (part: ResourceQuery) => requests.request<ResourcePage<Row>>(subject, part, context);
  const first = await ask(query);
  const { start = 0, end = start + PAGE, ids } = query;
  const rows = [...first.rows];
  let page = first;
  while (page.more && page.rows.length > 0) {
    const known = new Set(ids && rows.map((row) => ('id' in row ? row.id : null)));
    page = await ask(ids ? { ...query, ids: ids.filter((id) => !known.has(id)) } : { ...query, start: start + rows.length, end });
    rows.push(...page.rows);
  }
  return { rows, total: first.total, ...(first.alike ? { alike: true } : {}) };
}
