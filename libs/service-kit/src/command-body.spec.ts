import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { firstValueFrom, of } from 'rxjs';
import { CommandBodyInterceptor } from './command-body.js';
import { Invalid, Malformed, NotFound } from './errors.js';

class Rename {
  @IsString() name: string;
  @IsOptional() @IsInt() tries?: number;
}
const rename = { subject: 'rpc.one.rename', path: 'things/:id/rename', body: Rename };
const start = { subject: 'rpc.one.start', path: 'things/:id/start' };
const unblock = { subject: 'rpc.one.unblock', path: 'blocks/:id', anyId: true };
const fullSync = { subject: 'rpc.one.sweep', path: 'library/sweep' };
const commands = new CommandBodyInterceptor([rename, start, unblock, fullSync]);

/** What the handler of this subject is given. */
async function given(subject: string, body: unknown): Promise<unknown> {
  const request = { body, context: {} };
  const host = { switchToRpc: () => ({ getContext: () => ({ getSubject: () => subject }), getData: () => request }) };
  const handled = await commands.intercept(host as unknown as ExecutionContext, { handle: () => of(request.body) }); // what is read of one
  return firstValueFrom(handled);
}

describe('the body of a command', () => {
  it("is given to the handler as the table has it: the body's known fields and the ids of the path", async () => {
    const body = await given(rename.subject, { id: 'a-1', name: 'new', tries: null, other: 'x' });
    expect(body).toEqual({ id: 'a-1', name: 'new' });
    expect(body).toBeInstanceOf(Rename);
    expect(await given(start.subject, { id: 'a-1', name: 'new' })).toEqual({ id: 'a-1' });
  });

  it('is refused with every bad field before a handler sees it', async () => {
    await expect(given(rename.subject, { id: 'a-1', tries: 'two' })).rejects.toEqual(
      new Invalid({ name: 'must be given', tries: 'must be an integer number' }),
    );
    await expect(given(fullSync.subject, 'text')).rejects.toBeInstanceOf(Malformed);
    await expect(given(start.subject, { id: 'a-1', deep: '\0' })).rejects.toBeInstanceOf(Malformed);
  });

  it.each([undefined, 5, '', 'a.b', '*', 'a b', 'a\ud800', 'x'.repeat(201)])('names nothing by the id %j', async (id) => {
    await expect(given(rename.subject, { id, name: 'n' })).rejects.toBeInstanceOf(NotFound);
  });

  it('may name by any text what others have named', async () => {
    expect(await given(unblock.subject, { id: 'a peer. *' })).toEqual({ id: 'a peer. *' });
    await expect(given(unblock.subject, {})).rejects.toBeInstanceOf(NotFound);
  });

  it('is left as it is where it is of no command', async () => {
    expect(await given('rpc.one.query', { resource: 'things', ids: ['a.b'] })).toEqual({ resource: 'things', ids: ['a.b'] });
  });
});
