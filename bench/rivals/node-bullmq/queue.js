/** The queue and where it is: the first argument of each script is the port of Redis. */
export const queueName = 'deliveries';
export const connection = { host: '127.0.0.1', port: Number(process.argv[2]), maxRetriesPerRequest: null };
