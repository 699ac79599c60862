import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { isAppError } from '@workcompanion/core/errors';
import { isDiskFullError } from '../files/is-disk-full-error.ts';
import type { Log } from '../log.ts';
import { answerControl, type Controlled, DISK_FULL } from './answer-control.ts';
import { type ControlReply, ControlRequest } from './control-messages.ts';
import { readLine } from './read-line.ts';

export interface ControlServer {
  close(): Promise<void>;
}

/** Listens for the user of this machine; the socket is its owner's alone. */
export async function startControlServer(
  path: string,
  controlled: Controlled,
  log: Log,
): Promise<ControlServer> {
  const isFile = process.platform !== 'win32';
  // Left by a run that was killed: the instance lock is ours, so nobody listens there.
  if (isFile) await rm(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', (error) => log.debug({ err: error }, 'a control connection broke'));
    void serve(socket, controlled, log);
  });
  server.listen(path);
  await once(server, 'listening');
  if (isFile) await chmod(path, 0o600);
  return { close: () => close(server) };
}

async function serve(socket: Socket, controlled: Controlled, log: Log): Promise<void> {
  socket.end(`${JSON.stringify(await reply(socket, controlled, log))}\n`);
}

async function reply(socket: Socket, controlled: Controlled, log: Log): Promise<ControlReply> {
  try {
    const request = ControlRequest.parse(JSON.parse(await readLine(socket)));
    return await answerControl(controlled, request);
  } catch (error) {
    if (isAppError(error)) return { error: error.message, code: error.code };
    if (isDiskFullError(error)) return { error: DISK_FULL, code: 'storage-full' };
    log.warn({ err: error }, 'a control request failed');
    return { error: 'The recorder did not understand the request.', code: 'invalid-input' };
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}
