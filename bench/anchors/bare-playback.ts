import { createDecipheriv, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * The anchor of the playback benches: a bare Node server that does to the bytes what nobody can leave out
 * who proves and decrypts what he gives (reads them from a file or from a store, SHA-256, AES-128-CBC,
 * and sends them), and nothing else: no rights, no log of views, no copy, and nothing is held back.
 */
const [port = '0'] = process.argv.slice(2);
const PIECE_BYTES = 256 * 1024;
/** Which key it is makes no difference to the time. */
const NO_KEY = Buffer.alloc(16);

async function send(from: string, bytes: string, response: ServerResponse): Promise<void> {
  const source = from.startsWith('http:')
    ? await download(from)
    : createReadStream(from, { highWaterMark: PIECE_BYTES });
  const sha256 = createHash('sha256');
  const decipher = createDecipheriv('aes-128-cbc', NO_KEY, NO_KEY).setAutoPadding(false);
  response.writeHead(200, { 'content-length': bytes });
  for await (const chunk of source) {
    sha256.update(chunk);
    if (!response.write(decipher.update(chunk))) await once(response, 'drain');
  }
  sha256.digest();
  response.end();
}

function download(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, resolve).once('error', reject);
  });
}

createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://bare.invalid');
  send(searchParams.get('from') ?? '', searchParams.get('bytes') ?? '', response).catch(() =>
    response.destroy(),
  );
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
