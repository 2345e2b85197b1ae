import type { DataSource, EntityManager } from 'typeorm';
import type { LogIncident, LostEvents } from '@soulsync/contracts';
import type { LogHole } from '../event-store.js';
import { uuid5 } from '../ids.js';
import { quoted } from '../projections/projection-table.js';

const HOLES = '6d0b7c1e-2f53-4a0e-9a57-5a0c3f1d8e42';

/** What was found when the log was not the one that had been read; kept for good, and shown until a person has seen it. */
export function logIncidents(schema: string) {
  const table = `${quoted(schema)}.log_incident`;
  return {
    /** The same one again is kept once. */
    async add(manager: EntityManager, incident: LogIncident): Promise<void> {
      const { id, foundAt, kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lostAtLeast, lostAtMost, lost } = incident;
      await manager.query(
        `INSERT INTO ${table} ("id", "foundAt", "kind", "agreedPosition", "agreedAt", "readPosition", "readAt", "endPosition", "lostAtLeast",
           "lostAtMost", "lost") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT ("id") DO NOTHING`,
        [id, foundAt, kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lostAtLeast, lostAtMost, JSON.stringify(lost)],
      );
    },
    /** What a reader passed over. `identity`: of the log. */
    async addHole(manager: EntityManager, identity: string, { first, last, commits }: LogHole): Promise<void> {
      await this.add(manager, {
        id: uuid5(HOLES, identity, first, last),
        foundAt: new Date().toISOString(),
        kind: 'hole',
        agreedPosition: null,
        agreedAt: null,
        readPosition: last,
        readAt: null,
        endPosition: null,
        lostAtLeast: commits,
        lostAtMost: commits,
        lost: { total: 0, byType: {}, listed: [] },
        acknowledgedAt: null,
        acknowledgedBy: null,
      });
    },
    /** Newest first. */
    async list(source: DataSource): Promise<readonly LogIncident[]> {
      const rows: (Omit<LogIncident, 'foundAt' | 'acknowledgedAt'> & { foundAt: Date; acknowledgedAt: Date | null })[] = await source.query(
        `SELECT * FROM ${table} ORDER BY "foundAt" DESC, "id" DESC`,
      );
      return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString(), acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null }));
    },
    async acknowledge(source: DataSource, by: string): Promise<void> {
      await source.query(`UPDATE ${table} SET "acknowledgedAt" = now(), "acknowledgedBy" = $1 WHERE "acknowledgedAt" IS NULL`, [by]);
    },
  };
}

/** An incident in words, for whoever has to do something about it. */
export function incidentInWords(incident: LogIncident): { readonly message: string; readonly advice: string } {
  const { kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lost } = incident;
  if (kind === 'hole') return holeInWords(incident);
  const found =
    kind === 'made-anew'
      ? `The event log was deleted and made anew: ${count(readPosition)} commits of the old one had been read.`
      : kind === 'ends-early'
        ? `The event log ends at commit ${endPosition ? count(endPosition) : 0}, though it had been read up to ${count(readPosition)}.`
        : `The event log holds other commits than those that had been read up to ${count(readPosition)}.`;
  const since =
    agreedPosition === null
      ? 'nothing of what was read is in it'
      : `it is the same up to commit ${count(agreedPosition)}${agreedAt === null ? '' : ` (${readable(agreedAt)})`}`;
  const until = readAt === null ? '' : `, and what was read after that reached to ${readable(readAt)}`;
  return {
    message: `${found} Lost: ${lostInWords(incident)}${whatWasLost(lost)}.`,
    advice: `Found on ${readable(incident.foundAt)}: ${since}${until}. Read models were built again from the log as it is, and processes go on from where both agree. If you have a newer copy of the event log, stop SoulSync and put it back. Otherwise do again what was lost (./soulsync doctor lists it); files and libraries are found again by themselves. To end this message, mark it as seen here or with ./soulsync doctor --acknowledge.`,
  };
}

function holeInWords({ foundAt, readPosition, lostAtMost }: LogIncident): { readonly message: string; readonly advice: string } {
  const first = Number(readPosition) - lostAtMost + 1;
  const which = lostAtMost === 1 ? `Commit ${count(first)}` : `Commits ${count(first)} to ${count(readPosition)}`;
  return {
    message: `${which} of the event log can't be read: the files of nats-server are damaged.`,
    advice: `Found on ${readable(foundAt)}. What stood there is missing from the pages, and everything behind it goes on. Check the disk. If you have a copy of the event log from before, stop SoulSync and put it back. To end this message, mark it as seen here or with ./soulsync doctor --acknowledge.`,
  };
}

function lostInWords({ lostAtLeast, lostAtMost }: LogIncident): string {
  if (lostAtMost === lostAtLeast) return `${count(lostAtMost)} ${lostAtMost === 1 ? 'commit' : 'commits'}`;
  return `${count(lostAtLeast)} to ${count(lostAtMost)} commits`;
}

const KINDS_NAMED = 8;

function whatWasLost({ total, byType }: LostEvents): string {
  const kinds = Object.entries(byType).sort(([, a], [, b]) => b - a);
  if (total === 0) return '';
  const named = kinds.slice(0, KINDS_NAMED).map(([type, n]) => `${count(n)} ${type}`);
  return `, among them ${named.join(', ')}${kinds.length > KINDS_NAMED ? ' and others' : ''}`;
}

/** The same for every reader, whatever the machine's time zone: `2026-11-30 17:46:37 UTC`. */
const readable = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`;

const count = (n: number | string) => Number(n).toLocaleString('en');
