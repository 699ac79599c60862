import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Crc64 } from '@workcompanion/core/crypto/crc64';

/**
 * The anchor of the ingest bench: a bare Node server that does the same to the bytes as the portal
 * (three digests, 512 KiB batches with one write in flight, fsync, rename, fsync of the folder), and
 * nothing else: no framework, no signature, no database.
 */
const [folder = '', port = '0'] = process.argv.slice(2);
const BATCH_BYTES = 512 * 1024;

async function receive(request: IncomingMessage, path: string): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'w');
  const [md5, sha256, crc64] = [createHash('md5'), createHash('sha256'), new Crc64()];
  let batch: Buffer[] = [];
  let batched = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = () => {
    const pieces = batch;
    batch = [];
    batched = 0;
    return pieces.length === 0 ? undefined : file.writev(pieces);
  };
  for await (const chunk of request) {
    md5.update(chunk);
    sha256.update(chunk);
    crc64.update(chunk);
    batch.push(chunk);
    batched += chunk.length;
    if (batched >= BATCH_BYTES) {
      await writing;
      writing = Promise.resolve(flush());
    }
  }
  await writing;
  await flush();
  md5.digest();
  sha256.digest();
  crc64.digest();
  await file.sync();
  await file.close();
  await rename(part, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}

await mkdir(folder, { recursive: true });
createServer((request, response) => {
  const name = (request.url ?? '').split('/').pop() ?? '';
  receive(request, join(folder, name)).then(
    () => response.writeHead(201).end(),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
