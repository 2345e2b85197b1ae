import { runService } from '@soulsync/service-kit';
import { plexService } from './index.js';

await runService(plexService, process.env);
