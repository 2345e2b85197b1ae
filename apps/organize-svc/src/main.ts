import { runService } from '@soulsync/service-kit';
import { organizeService } from './index.js';

await runService(organizeService, process.env);
