// fill.js PORT TEMPLATE: for each line «FROM COUNT» it reads, adds jobs numbered from FROM on, and says so.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Queue } from 'bullmq';
import { connection, queueName } from './queue.js';

const text = readFileSync(process.argv[3], 'utf8');
const queue = new Queue(queueName, {
  connection,
  defaultJobOptions: { attempts: 4, backoff: { type: 'exponential', delay: 10_000 }, removeOnComplete: true },
});

for await (const line of createInterface({ input: process.stdin })) {
  const [from, count] = line.split(' ').map(Number);
  for (let number = from; number < from + count; ) {
    const jobs = [];
    for (; jobs.length < 1000 && number < from + count; number++) {
      const digits = String(number).padStart(9, '0');
      const attributes = JSON.parse(text.replaceAll('%number%', digits));
      jobs.push({ name: 'deliver', data: { eventId: `evt-${digits}`, attributes } });
    }
    await queue.addBulk(jobs);
  }
  console.log('added');
}
