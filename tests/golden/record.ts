import { connect } from '@nats-io/transport-node';
import { startInfrastructure } from '@soulsync/launcher';
import { ground } from '../support/running-service.js';
import { keepLog, keepSaid, layLog } from './golden-log.js';
import { saidOfLog } from './said.js';

/** `node tests/dist/golden/record.js DATA NAME`: keeps the log of a data folder whose system has stopped, and what this version says of it. */
const [dataDir, name] = process.argv.slice(2);
if (!dataDir || !name) throw new Error('usage: record.js DATA NAME');

const infrastructure = await startInfrastructure(dataDir);
const source = await connect(infrastructure.administrator.nats);
const commits = await keepLog(name, source, dataDir);
await source.close();
await infrastructure.stop();

const base = await ground();
const log = await connect({ servers: base.env['SOULSYNC_NATS_URL'] ?? '' });
await layLog(name, log);
await log.close();
const { deadLetters, ...said } = await saidOfLog(base);
await base.stop();
if (Object.keys(deadLetters).length > 0) throw new Error(`events are parked: ${JSON.stringify(deadLetters)}`);
await keepSaid(name, said);
process.stdout.write(`${commits} commits kept as tests/golden/${name}\n`);
