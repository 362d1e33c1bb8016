// fill.js PORT TEMPLATE FROM COUNT: adds jobs, numbered from FROM on.
import { readFileSync } from 'node:fs';
import { Queue } from 'bullmq';
import { connection, queueName } from './queue.js';

const [template, from, count] = process.argv.slice(3);
const text = readFileSync(template, 'utf8');
const queue = new Queue(queueName, {
  connection,
  defaultJobOptions: { attempts: 4, backoff: { type: 'exponential', delay: 10_000 }, removeOnComplete: true },
});

const end = Number(from) + Number(count);
for (let number = Number(from); number < end; ) {
  const jobs = [];
  for (; jobs.length < 1000 && number < end; number++) {
    const digits = String(number).padStart(9, '0');
    const attributes = JSON.parse(text.replaceAll('%number%', digits));
    jobs.push({ name: 'deliver', data: { eventId: `evt-${digits}`, attributes } });
  }
  await queue.addBulk(jobs);
}
await queue.close();
