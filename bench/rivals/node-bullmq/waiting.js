// waiting.js PORT: prints how many jobs no worker has taken.
import { Queue } from 'bullmq';
import { connection, queueName } from './queue.js';

const queue = new Queue(queueName, { connection });
console.log(await queue.getWaitingCount());
await queue.close();
