import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { failingService } from '../support/failing-service.js';
import { ADMIN, asAdmin, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const PATIENCE = 60_000;

describe('the console over a service that could not cope with events', () => {
  const { definition, broken } = failingService();
  let gateway: Gateway;
  let connection: NatsConnection;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    gateway = await runningGateway({
      ...asAdmin,
      SOULSYNC_CONSOLE_DIR: join(import.meta.dirname, '../../apps/admin-ui/dist/console'),
      SOULSYNC_FIRST_RUN_DISMISSED: 'true',
    });
    await gateway.ground.start(definition, { SOULSYNC_DATA_DIR: gateway.dataDir });
    connection = await connect({ servers: gateway.ground.env['SOULSYNC_NATS_URL'] ?? '' });
    const store = await jetStreamEventStore({ connection });
    for (const aggregateId of ['one', 'other']) {
      broken.add(`projection ${aggregateId}`);
      await store.append({ aggregateType: 'peer', aggregateId }, [{ type: 'Tested', data: { aggregateId } }], 'none', newId(), someContext);
    }
    browser = await chromium.launch({ executablePath: program, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'] });
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(gateway.url);
    await page.fill('input[name=name]', ADMIN.name);
    await page.fill('input[name=password]', ADMIN.password);
    await page.click('button[type=submit]');
    await page.getByText('Latest activity').waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await connection.close();
    await gateway.stop();
  }, PATIENCE);

  const rowOf = (aggregateId: string) => page.getByRole('row').filter({ hasText: `projection can not cope with ${aggregateId}` });

  it('leads from the system page to each of them, with its error and what it says', async () => {
    await page.goto(`${gateway.url}/#/system`);
    await page.getByText('2 events could not be handled and wait for you.').waitFor();
    await page.getByRole('link', { name: 'Show failed events' }).click();
    await rowOf('one').getByText('Read model names').waitFor();
    await rowOf('one').getByText('Tested').click();
    await page.getByText('Correlation id:').waitFor();
    await page.getByText('"aggregateId": "one"').waitFor();
  }, 120_000);

  it('says why a retry failed, and takes the event off the list once it worked', async () => {
    await rowOf('one').getByRole('button', { name: 'Retry' }).click();
    await page.getByText('It failed again: projection can not cope with one').waitFor();
    broken.delete('projection one');
    await rowOf('one').getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Tested was handled').waitFor();
    await rowOf('one').waitFor({ state: 'detached' });
  }, 120_000);

  it('asks before an event is skipped, and keeps it listed as skipped', async () => {
    await rowOf('other').getByRole('button', { name: 'Skip' }).click();
    await page.getByText('Skip this event?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Skip it' }).click();
    await page.getByText('Tested is skipped').waitFor();
    await rowOf('other').getByText('Skipped').waitFor();
    await page.goto(`${gateway.url}/#/system`);
    await page.getByText('None waits for you.').waitFor();
  }, 120_000);
});
