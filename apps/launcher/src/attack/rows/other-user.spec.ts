import { describe, expect, it } from '@jest/globals';
import { listeningPorts } from './other-user.js';

describe("the system's table of TCP", () => {
  it('names who listens, and where', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000 100 0 0 10 0',
      '   1: 0100007F:1F91 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0000 20 4 30 10 -1',
    ].join('\n');
    expect([...listeningPorts(table)]).toEqual([['4711', 8080]]);
  });
});
