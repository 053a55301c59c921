// The least that a webhook server must do: check the signature, commit one INSERT per request, answer 200.
// Environment: DATABASE_URL, PORT, SECRET. The measure for our own intake, which does more.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const secret = process.env['SECRET']!;
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, max: 10, idleTimeoutMillis: 0 });
await pool.query('create table if not exists bare (id text primary key, body text not null)');

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
    const signature = createHmac('sha256', secret).update(body).digest();
    if (given.length !== signature.length || !timingSafeEqual(given, signature))
      return void response.writeHead(401).end();
    const values = [request.headers['x-shopify-webhook-id'], body.toString()];
    pool.query({ name: 'bare', text: 'insert into bare (id, body) values ($1, $2)', values }).then(
      () => response.writeHead(200, { 'Content-Length': '0' }).end(),
      () => response.writeHead(500).end(),
    );
  });
}).listen(Number(process.env['PORT']), () => console.log('bare server listens'));
process.on('SIGTERM', () => process.exit(0));
