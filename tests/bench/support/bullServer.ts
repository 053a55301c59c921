// The usual design: check the signature, put the job into BullMQ on Redis, answer 200.
// Environment: REDIS_PORT, PORT, SECRET. How durable "put into Redis" is, Redis' own configuration says.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

const secret = process.env['SECRET']!;
const connection = new Redis(Number(process.env['REDIS_PORT']), '127.0.0.1', { maxRetriesPerRequest: null });
const queue = new Queue('webhooks', { connection });
await queue.waitUntilReady();

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
    const signature = createHmac('sha256', secret).update(body).digest();
    if (given.length !== signature.length || !timingSafeEqual(given, signature))
      return void response.writeHead(401).end();
    // The webhook's id as the job's: a repeated delivery is no second job.
    const jobId = String(request.headers['x-shopify-webhook-id']);
    queue.add('webhook', { body: body.toString() }, { jobId }).then(
      () => response.writeHead(200, { 'Content-Length': '0' }).end(),
      () => response.writeHead(500).end(),
    );
  });
}).listen(Number(process.env['PORT']), () => console.log('bull server listens'));
process.on('SIGTERM', () => process.exit(0));
