import { runService } from '@soulsync/service-kit';
import { catalogService } from './index.js';

await runService(catalogService, process.env);
