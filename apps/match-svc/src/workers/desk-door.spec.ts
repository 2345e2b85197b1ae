import { describe, expect, it } from '@jest/globals';
import { rpcError } from '@soulsync/service-kit';
import { deskDoor } from './desk-door.js';
import { createMatchDesk } from './match-desk.js';

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return rpcError(error);
  }
  return null;
};

describe('the door to the desk', () => {
  it('says how far the library index is while it is being built, as something to try again', () => {
    const door = deskDoor();
    expect(refusal(() => door.desk())).toEqual({
      code: 'unavailable',
      message: 'the library index is being built; try again in a moment',
    });
    door.filling({ done: 40_500, of: 100_000 });
    expect(refusal(() => door.desk())).toMatchObject({
      code: 'unavailable',
      message: 'the library index is being built, 40,500 of 100,000 tracks and recordings are in; try again in a moment',
    });
  });

  it('leads to the desk once that is there', () => {
    const door = deskDoor();
    const desk = createMatchDesk();
    door.open(desk);
    expect(door.desk()).toBe(desk);
  });
});
