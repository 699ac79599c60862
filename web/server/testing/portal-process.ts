import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import type { TestDevice } from './test-device.ts';
import type { TestSegment } from './test-segment.ts';
import type { TestServer } from './test-server.ts';

const ENTRY = join(import.meta.dirname, 'byte-server.ts');
const ORIGIN = 'http://localhost:3000';

export interface PortalProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

/** The real server in a process of its own, on the database and the folder of a test, or as `env` says. */
export async function startPortalProcess(
  server: TestServer,
  env: Readonly<Record<string, string>> = {},
): Promise<PortalProcess> {
  const child = fork(ENTRY, {
    // Where its other stores are made.
    cwd: server.archiveDir,
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: server.databaseUrl,
      HOT_DIR: server.hotDir,
      MASTER_KEY: server.masterKey.toString('hex'),
      PUBLIC_URL: ORIGIN,
      PORT: '0',
      ARCHIVE_KIND: 'off',
      HOT_MINIMUM_FREE_BYTES: '0',
      LOG_LEVEL: 'silent',
      ...env,
    },
    execArgv: [],
  });
  const [url] = await once(child, 'message');
  return { child, url: String(url) };
}

export async function killPortal({ child }: PortalProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export interface Upload {
  readonly segment: TestSegment;
  readonly statement: string;
}

export interface UploadAnswer {
  readonly status: number;
  readonly receipt?: string;
  readonly error?: { readonly code: string; readonly retryable: boolean };
}

/** How much of a segment a portal holds. */
export async function askOffset(url: string, device: TestDevice, upload: Upload): Promise<number> {
  const response = await fetch(pathOf(url, upload), {
    method: 'HEAD',
    headers: { authorization: await bearer(device) },
  });
  return Number(response.headers.get('upload-offset'));
}

/** An upload whose body is sent by hand, piece by piece. */
export interface OpenUpload {
  send(bytes: Uint8Array): Promise<void>;
  /** The connection breaks. */
  cut(): void;
  readonly answer: Promise<UploadAnswer>;
}

export async function openUpload(
  url: string,
  device: TestDevice,
  { offset = 0, ...upload }: Upload & { readonly offset?: number },
): Promise<OpenUpload> {
  const { segment, statement } = upload;
  const put = request(pathOf(url, upload), {
    method: 'PUT',
    agent: false,
    headers: {
      authorization: await bearer(device),
      'segment-statement': statement,
      'upload-offset': String(offset),
      'content-length': String(segment.ciphertext.length - offset),
      'content-md5': Buffer.from(segment.body.md5, 'hex').toString('base64'),
    },
  });
  const answer = answerOf(put);
  // Whoever cuts the connection asks for no answer.
  answer.catch(() => undefined);
  put.flushHeaders();
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        put.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    cut: () => put.destroy(),
    answer,
  };
}

/** As the uploader does: where does it go on from, then the rest. Null when the portal is gone. */
export async function sendUpload(
  url: string,
  device: TestDevice,
  upload: Upload,
): Promise<UploadAnswer | null> {
  try {
    const offset = await askOffset(url, device, upload);
    const open = await openUpload(url, device, { ...upload, offset });
    await open.send(upload.segment.ciphertext.subarray(offset)).catch(() => undefined);
    return await open.answer;
  } catch {
    return null;
  }
}

function pathOf(url: string, { segment }: Upload): string {
  return `${url}/api/recorder/segments/${segment.id}`;
}

async function bearer(device: TestDevice): Promise<string> {
  return `Bearer ${await device.token({ audience: ORIGIN })}`;
}

async function answerOf(put: ClientRequest): Promise<UploadAnswer> {
  const [response] = await once(put, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  put.destroy();
  return { status: response.statusCode, ...JSON.parse(Buffer.concat(chunks).toString()) };
}
