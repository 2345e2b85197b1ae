import { afterAll } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { FileNotes1764200000000, inMemoryFileNotes, postgresFileNotes } from '@soulsync/plex-svc';
import { openDatabase } from '@soulsync/service-kit';
import { fileNotesContract } from '../../apps/plex-svc/src/library/ports/file-notes.contract.js';
import { testPostgres } from '../support/servers.js';

const open: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of open.reverse()) await close();
});

fileNotesContract('in memory', async () => inMemoryFileNotes());

fileNotesContract('Postgres', async () => {
  const postgres = await testPostgres();
  open.push(() => postgres.stop());
  const dataSource = await openDatabase(postgres.url, 'plex', [FileNotes1764200000000], silentLogger);
  open.push(() => dataSource.destroy());
  return postgresFileNotes(dataSource, 2);
});
