// deliver.js PORT: one worker process for each core.
import cluster from 'node:cluster';
import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'bullmq';
import { Agent, fetch } from 'undici';
import { connection, queueName } from './queue.js';

const processes = availableParallelism();

if (cluster.isPrimary) {
  for (let i = 0; i < processes; i++) cluster.fork();
  // Killed with the primary.
} else {
  const { BENCH_URL: url, BENCH_SECRET: secret, BENCH_IN_FLIGHT: inFlight } = process.env;
  const concurrency = Math.ceil(Number(inFlight) / processes);
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });

  const deliver = async (job) => {
    const body = Buffer.from(JSON.stringify(job.data.attributes));
    const response = await fetch(url, {
      method: 'POST',
      dispatcher,
      body,
      headers: {
        'Content-Type': 'application/json',
        'X-Event-Id': job.data.eventId,
        'X-TD-Signature': createHmac('sha256', secret).update(body).digest('hex'),
      },
    });
    // Read to its end, or the connection is not used again.
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`answered ${response.status}`);
  };

  new Worker(queueName, deliver, { connection, concurrency });
}
