import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { Invalid, Malformed } from './errors.js';
import { MAX_BODY_DEPTH, validateBody } from './request-body.js';

class Rename {
  @IsString() @MaxLength(20) name: string;
  @IsOptional() @IsInt() position?: number;
  @IsOptional() @IsArray() @ArrayMaxSize(3) @IsString({ each: true }) tags?: string[];
}
const taken = (body: unknown) => validateBody(Rename, body);

describe('the body of a request', () => {
  it('is read by the fields of its class alone', async () => {
    const body: unknown = JSON.parse('{"name":"a","__proto__":{"admin":true},"constructor":5,"position":2,"more":{"constructor":5}}');
    const read = await taken(body);
    expect({ ...read }).toEqual({ name: 'a', position: 2 });
    expect('admin' in read).toBe(false);
  });

  it('takes null for a field that was not given', async () => {
    expect({ ...(await taken({ name: 'a', tags: null, position: null })) }).toEqual({ name: 'a' });
    await expect(taken({ name: null })).rejects.toBeInstanceOf(Invalid);
  });

  it('names every field that is not valid', async () => {
    await expect(taken({ name: { constructor: 5 }, position: 'x', tags: ['1', '2', '3', '4'] })).rejects.toMatchObject({
      fields: { name: expect.any(String), position: expect.any(String), tags: expect.any(String) },
    });
  });

  it.each([[[]], ['text'], [5], [true]])('is malformed when it is %j', async (body) => {
    await expect(taken(body)).rejects.toBeInstanceOf(Malformed);
  });

  it.each([
    ['a NUL', { name: 'a\0b' }, 'name'],
    ['half of a surrogate pair', { name: 'a\ud800' }, 'name'],
    ['a NUL deep inside', { name: 'a', other: [{ x: '\0' }] }, 'other'],
    ['a NUL in the name of a field', { 'a\0': 1 }, 'body'],
  ])('is malformed with %s', async (_what, body, field) => {
    await expect(taken(body)).rejects.toMatchObject({ name: 'Malformed', fields: { [field]: expect.any(String) } });
  });

  it('keeps whole pairs and every other sign', async () => {
    expect((await taken({ name: '𝄞 é \u202e' })).name).toBe('𝄞 é \u202e');
  });

  it('is malformed when it is nested too deep, however deep', async () => {
    const nested = (depth: number): unknown => JSON.parse(`{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    await expect(taken({ name: 'a', ...(nested(MAX_BODY_DEPTH - 1) as object) })).resolves.toBeDefined();
    await expect(taken(nested(MAX_BODY_DEPTH))).rejects.toBeInstanceOf(Malformed);
    await expect(taken(nested(400_000))).rejects.toBeInstanceOf(Malformed);
  });

  it('costs no more than reading it when it holds very many unknown fields', async () => {
    const many: unknown = JSON.parse(`{${Array.from({ length: 70_000 }, (_, n) => `"k${n}":1`).join(',')}}`); // 848 KiB: took 12 s
    const began = performance.now();
    await expect(taken(many)).rejects.toBeInstanceOf(Malformed);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('is taken or refused in words, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ stringUnit: 'binary' }), async (body) => {
        const name = await taken(body).then(
          () => 'Taken',
          (failure: Error) => failure.name,
        );
        expect(['Taken', 'Invalid', 'Malformed']).toContain(name);
      }),
      { seed: 10, numRuns: 300 },
    );
  });
});
