import { describe, expect, it } from '@jest/globals';
import { isAlarm } from './roll-backs.js';

describe('an alarm about the log', () => {
  it('says that something was lost', () => {
    expect(isAlarm({ code: 'event-log-lost-events', message: 'x' })).toBe(true);
    expect(isAlarm({ code: 'x', message: 'The event log is older than the read models.' })).toBe(true);
  });
  it('is not that it does not answer, nor any other trouble', () => {
    expect(isAlarm({ code: 'event-log-unavailable', message: 'The event log lost its connection.' })).toBe(false);
    expect(isAlarm({ code: 'root:music', message: 'The music folder is missing.' })).toBe(false);
  });
});
