import { describe, expect, it } from '@jest/globals';
import { actorOf, actorText } from './actor.js';

describe('an actor', () => {
  it.each([
    [{ kind: 'account', id: 'ada: the first' }, 'account:ada: the first'],
    [{ kind: 'process', id: 'want-entries' }, 'process:want-entries'],
    [{ kind: 'schedule', id: 'refresh-playlist' }, 'schedule:refresh-playlist'],
  ] as const)('%j is %s as a text, and the same again', (actor, text) => {
    expect(actorText(actor)).toBe(text);
    expect(actorOf(text)).toEqual(actor);
  });

  it.each([
    ['person:ada', { kind: 'account', id: 'ada' }],
    ['service:plex-svc', { kind: 'process', id: 'plex-svc' }],
    ['doctor', { kind: 'process', id: 'doctor' }],
    ['toString:x', { kind: 'process', id: 'toString:x' }],
  ])('of an older log, %s, is one of today', (text, actor) => {
    expect(actorOf(text)).toEqual(actor);
  });
});
