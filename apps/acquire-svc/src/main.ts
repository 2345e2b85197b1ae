import { runService } from '@soulsync/service-kit';
import { acquireService } from './index.js';

await runService(acquireService, process.env);
