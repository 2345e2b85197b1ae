import { describe, expect, it } from '@jest/globals';
import { restConsole } from './rest-console.js';

interface Arrived {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The port over a wire on which the spec sits. */
function wired(answer: (arrived: Arrived) => Response | Error = () => Response.json({ id: 'x', position: '1' })) {
  const arrived: Arrived[] = [];
  let nowMs = 0;
  const port = restConsole({
    baseUrl: 'http://nas.lan/soulsync/',
    nowMs: () => nowMs,
    fetch: async (url, { method, headers, body } = {}) => {
      const one = { url: url as string, method: method ?? 'GET', headers: headers as Record<string, string>, body };
      arrived.push(one);
      const answered = answer(one);
      if (answered instanceof Error) throw answered;
      return answered;
    },
  });
  const keys = () => arrived.map(({ headers }) => headers['Idempotency-Key']);
  return { ...port, arrived, keys, pass: (ms: number) => void (nowMs += ms) };
}
const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
const away = () => new TypeError('fetch failed');
const tried = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    () => 'thrown',
  );

describe('the REST port', () => {
  it('asks below whatever address the page has', async () => {
    const { data, arrived } = wired();
    await data.ask('setup');
    expect(arrived[0]?.url).toBe('http://nas.lan/soulsync/api/v1/setup');
    expect(data.addressOf('metadata-edit-items/1/picture/before')).toBe(
      'http://nas.lan/soulsync/api/v1/metadata-edit-items/1/picture/before',
    );
  });

  it('says that nothing answers, and what to do, whatever the browser calls it', async () => {
    const { data } = wired(away);
    await expect(data.ask('setup')).rejects.toMatchObject({
      status: 0,
      message: expect.stringMatching(/^SoulSync does not answer\./),
    });
  });

  it('says that something else answered', async () => {
    const { data } = wired(() => new Response('<html>Bad gateway</html>', { status: 502 }));
    await expect(data.ask('setup')).rejects.toMatchObject({
      status: 502,
      message: expect.stringContaining('Something else answered instead (502)'),
    });
  });

  it('hears in the head of a list how many there are, and that they are only spelt alike', async () => {
    const { data } = wired(() => Response.json([{ id: '1' }], { headers: { 'X-Total-Count': '77', 'X-Alike': 'true' } }));
    expect(await data.getList('playlists', {})).toEqual({ data: [{ id: '1' }], total: 77, meta: { alike: true } });
  });

  it('uploads a file as it is, with what belongs to it in the address', async () => {
    const { data, arrived } = wired();
    const file = new File(['Track Name'], 'Sunday drive.csv');
    await data.create('playlists', { data: { file, start: 'ask', playlistId: 'p2' } });
    expect(arrived[0]).toMatchObject({
      url: 'http://nas.lan/soulsync/api/v1/playlists/import?start=ask&playlistId=p2&fileName=Sunday+drive.csv',
      headers: { 'Content-Type': 'text/csv' },
      body: file,
    });
  });

  it('says what is wrong with a file as a message, for no input could show it', async () => {
    const { data } = wired(() =>
      problem(422, { detail: 'Some fields are not valid', errors: { csv: '"broken.csv" has no title column' } }),
    );
    await expect(data.create('playlists', { data: { file: new File([''], 'broken.csv') } })).rejects.toThrow(
      '"broken.csv" has no title column',
    );
  });
});

describe('a command', () => {
  it('has a key of its own each time it was answered', async () => {
    const { data, keys } = wired();
    for (let n = 0; n < 3; n += 1) await data.command('playlists/p1/refresh');
    expect(new Set(keys()).size).toBe(3);
    expect(keys()[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each<[string, () => Response | Error]>([
    ['there was no answer', away],
    ['the service was away', () => problem(503, { detail: 'away' })],
    ['the first is still at work', () => problem(409, { detail: 'wait', code: 'request-still-running' })],
  ])('sent again after %s is the same command', async (_what, answer) => {
    const { data, keys } = wired(answer);
    await tried(data.command('playlists/p1/refresh'));
    await tried(data.command('playlists/p1/refresh'));
    await tried(data.command('playlists/p2/refresh'));
    const [first, second, other] = keys();
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is another one after a minute, and after a refusal', async () => {
    const lost = wired(away);
    await tried(lost.data.command('playlists/p1/refresh'));
    lost.pass(61_000);
    await tried(lost.data.command('playlists/p1/refresh'));
    expect(new Set(lost.keys()).size).toBe(2);

    const said = wired(() => problem(409, { detail: 'no', code: 'refused' }));
    await tried(said.data.command('playlists/p1/refresh'));
    await tried(said.data.command('playlists/p1/refresh'));
    expect(new Set(said.keys()).size).toBe(2);
  });

  it('is one of those that change or replace, too', async () => {
    const { data, arrived, keys } = wired();
    await data.change('settings/acquire-svc.slskd', { values: { url: 'http://slskd:5030' } });
    await data.put('settings/acquire-svc.slskd/secrets/apiKey', { value: 'abc' });
    expect(arrived.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', '{"values":{"url":"http://slskd:5030"}}'],
      ['PUT', '{"value":"abc"}'],
    ]);
    expect(new Set(keys()).size).toBe(2);
  });

  it('has none where none is taken: reads, files, the sign-in', async () => {
    const { data, auth, keys } = wired();
    await data.getList('playlists', {});
    await data.create('playlists', { data: { file: new File(['x'], 'x.csv') } });
    await auth.login({ username: 'ada', password: 'long enough, really' });
    expect(keys()).toEqual([undefined, undefined, undefined]);
  });
});
