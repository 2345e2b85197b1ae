import { runService } from '@soulsync/service-kit';
import { gatewayService } from './index.js';

await runService(gatewayService, process.env);
