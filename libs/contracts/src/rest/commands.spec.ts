import { describe, expect, it } from '@jest/globals';
import { rpc } from '../subjects.js';
import { apiCommands, idsIn } from './commands.js';

const twice = (texts: readonly string[]) => texts.filter((text, at) => texts.indexOf(text) !== at);

describe("the table of the API's commands", () => {
  it('has each route and each operation once', () => {
    expect(twice(apiCommands.map(({ verb, path }) => `${verb} ${path.replaceAll(/:\w+/g, ':')}`))).toEqual([]);
    expect(twice(apiCommands.map(({ operationId }) => operationId))).toEqual([]);
  });

  it('asks what services answer, and says the same of one subject in each of its rows', () => {
    const subjects: readonly string[] = Object.values(rpc).flatMap((room) => Object.values(room));
    const shapeOf = new Map<string, object>();
    for (const command of apiCommands) {
      const { subject, body, anyId } = command;
      const shape = { body, anyId, ids: idsIn(command) };
      expect(subjects).toContain(subject);
      expect(shape).toEqual(shapeOf.get(subject) ?? shape);
      shapeOf.set(subject, shape);
    }
  });

  it('reads no body of a question, and lets no viewer change anything', () => {
    for (const { verb, body, role, operationId } of apiCommands)
      expect([operationId, verb === 'get' ? body : role === 'viewer']).toEqual([operationId, verb === 'get' ? undefined : false]);
  });

  it('knows the ids in a path', () => {
    expect(idsIn({ path: 'a/:id/b/:name' })).toEqual(['id', 'name']);
    expect(idsIn({ path: 'a/b' })).toEqual([]);
  });
});
