import { runService } from '@soulsync/service-kit';
import { matchService } from './index.js';

await runService(matchService, process.env);
