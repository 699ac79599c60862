import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const openssl = (args: readonly string[]) => run('openssl', args);

export interface TestTsa {
  /** On loopback, as RFC 3161, section 3.4 has it. */
  readonly url: string;
  /** PEM of the authority that the time-stamping certificate leads to. */
  readonly ca: string;
  readonly caFile: string;
  /** A TimeStampResp to a TimeStampReq. */
  reply(query: Uint8Array): Promise<Buffer>;
  /** While true, requests are answered 503. */
  down: boolean;
  /** Requests so far. */
  readonly asked: number;
  close(): Promise<void>;
}

/** A real time-stamping authority: OpenSSL's. */
export async function openTestTsa(): Promise<TestTsa> {
  const folder = await mkdtemp(join(tmpdir(), 'tsa-'));
  await makeAuthority(folder);
  const state = { down: false, asked: 0 };
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: OpenSSL counts in a file.
  const reply = (query: Uint8Array): Promise<Buffer> => {
    const answer = last.then(() => replyTo(folder, query));
    last = answer.catch(() => {});
    return answer;
  };
  const server = createServer((request, response) => {
    state.asked += 1;
    if (state.down) response.writeHead(503).end();
    else answerHttp(request, response, reply).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP address');
  return Object.assign(state, {
    url: `http://127.0.0.1:${address.port}/tsr`,
    ca: await readFile(join(folder, 'ca.pem'), 'utf8'),
    caFile: join(folder, 'ca.pem'),
    reply,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  reply: TestTsa['reply'],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await reply(Buffer.concat(chunks));
  response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
}

async function replyTo(folder: string, query: Uint8Array): Promise<Buffer> {
  const [queryFile, replyFile] = [join(folder, 'query.tsq'), join(folder, 'reply.tsr')];
  await writeFile(queryFile, query);
  const config = join(folder, 'tsa.cnf');
  await openssl(['ts', '-reply', '-config', config, '-queryfile', queryFile, '-out', replyFile]);
  return await readFile(replyFile);
}

async function makeAuthority(folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  await writeFile(at('tsa.cnf'), configuration(folder));
  await writeFile(at('serial'), '01\n');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await openssl([
    ...['req', '-x509', ...key, '-days', '3650', '-subj', '/CN=Test root'],
    ...['-keyout', at('ca.key'), '-out', at('ca.pem')],
  ]);
  await openssl([
    ...['req', '-new', ...key, '-subj', '/O=Test/CN=Test time-stamps'],
    ...['-keyout', at('tsa.key'), '-out', at('tsa.csr')],
  ]);
  await openssl([
    ...['x509', '-req', '-in', at('tsa.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
    ...['-days', '365', '-extfile', at('tsa.cnf'), '-extensions', 'signer', '-out', at('tsa.pem')],
  ]);
}

function configuration(folder: string): string {
  return `
[signer]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = test
[test]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
certs = ${folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
`;
}
