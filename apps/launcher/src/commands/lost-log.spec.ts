import { describe, expect, it } from '@jest/globals';
import type { LogIncident } from '@soulsync/contracts';
import { lostLogInWords } from './lost-log.js';

const incident = (foundAt: string, more: Partial<LogIncident> = {}): LogIncident => ({
  id: foundAt,
  foundAt,
  kind: 'ends-early',
  agreedPosition: '1200',
  agreedAt: '2026-11-30T16:00:00.000Z',
  readPosition: '1369',
  readAt: '2026-11-30T16:00:04.000Z',
  endPosition: '1203',
  lostAtLeast: 166,
  lostAtMost: 169,
  lost: { total: 0, byType: {}, listed: [] },
  acknowledgedAt: null,
  acknowledgedBy: null,
  ...more,
});

describe('what doctor and replay say of a log that lost events', () => {
  it('is nothing when nothing was lost, or a person has seen it', () => {
    expect(lostLogInWords([])).toEqual([]);
    expect(
      lostLogInWords([
        { service: 'gateway', incidents: [incident('2026-11-30T17:00:00.000Z', { acknowledgedAt: '2026-11-30T18:00:00.000Z' })] },
      ]),
    ).toEqual([]);
  });

  it('is said once for all services that found it, with what one of them still knows of it', () => {
    const listed = [
      {
        at: '2026-11-30T16:00:03.000Z',
        actor: 'account:ida',
        type: 'PlaylistFollowed',
        subjectType: 'followed-playlist',
        subjectId: 'p1',
        params: { name: 'X' },
      },
      {
        at: '2026-11-30T16:00:02.000Z',
        actor: 'account:ida',
        type: 'PlaylistFollowed',
        subjectType: 'followed-playlist',
        subjectId: 'p2',
        text: 'Follows "Y"',
      },
    ];
    const lines = lostLogInWords([
      { service: 'catalog-svc', incidents: [incident('2026-11-30T17:00:00.000Z')] },
      {
        service: 'gateway',
        incidents: [incident('2026-11-30T17:00:03.000Z', { lost: { total: 2, byType: { PlaylistFollowed: 2 }, listed } })],
      },
    ]);
    expect(lines).toEqual([
      expect.stringMatching(
        /ends at commit 1,203, though it had been read up to 1,369.*Lost: 166 to 169 commits, among them 2 PlaylistFollowed\./,
      ),
      '  found by catalog-svc, gateway',
      '  lost: 2026-11-30T16:00:03.000Z Started following “X” (followed-playlist p1, by account:ida)',
      '  lost: 2026-11-30T16:00:02.000Z Follows "Y" (followed-playlist p2, by account:ida)',
    ]);
  });
});
