import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { StopReason } from '../absence-reason.ts';
import type { ConnectionTest } from '../device/connection-test.ts';
import type { Log } from '../log.ts';
import type { Recorder } from '../recorder.ts';
import type { RecorderView, StartProgress } from '../recorder-view.ts';
import { type ControlReply, RecorderRequest, type WindowFacts } from './control-messages.ts';
import { readLine } from './control-socket.ts';

export interface ControlServer {
  close(): Promise<void>;
}

/** Answers the user of this machine; only the owner can open the socket. */
export async function startControlServer(
  path: string,
  controlled: ControlTarget,
  log: Log,
): Promise<ControlServer> {
  const isFile = process.platform !== 'win32';
  // A killed run may have left the file. Nobody listens there, since this process holds the lock.
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

async function serve(socket: Socket, controlled: ControlTarget, log: Log): Promise<void> {
  socket.end(`${JSON.stringify(await reply(socket, controlled, log))}\n`);
}

async function reply(socket: Socket, controlled: ControlTarget, log: Log): Promise<ControlReply> {
  try {
    const request = RecorderRequest.parse(JSON.parse(await readLine(socket)));
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

/** What answers the questions of this machine's user. */
export interface ControlTarget {
  /** Null while the recorder is being opened. */
  readonly recorder: Recorder | null;
  /** How far the start has come. */
  readonly progress: StartProgress;
  view(window: WindowFacts): RecorderView;
  readonly connection: ConnectionTest;
  /** Begins an orderly end and does not wait for it. */
  stop(why: StopReason): void;
}

async function answerControl(
  controlled: ControlTarget,
  request: RecorderRequest,
): Promise<ControlReply> {
  switch (request.command) {
    case 'look':
      return { view: controlled.view(request) };
    case 'stop':
      controlled.stop(request.signedOut ? 'signed-out' : 'stopped');
      return { stopping: true };
    case 'test-connection':
      controlled.connection.start();
      return { testing: true };
    case 'status':
      if (controlled.recorder === null) return { starting: controlled.progress };
  }
  const recorder = running(controlled);
  switch (request.command) {
    case 'status':
      break;
    case 'notice': {
      const current = recorder.notice();
      return { notice: current?.notice ?? null, acknowledged: current?.acknowledged ?? false };
    }
    case 'portal-link':
      return { url: await recorder.portalLink(request.page) };
    case 'acknowledge':
      await recorder.acknowledge(request.locale);
      break;
    case 'pause': {
      const { reason, minutes } = request;
      await recorder.pause(minutes === undefined ? { reason } : { reason, minutes });
      break;
    }
    case 'resume':
      await recorder.resume();
      break;
  }
  return { status: recorder.status() };
}

const DISK_FULL =
  'The disk is full, so this can not be saved. Nothing is recorded until there is room.';

function running({ recorder, progress }: ControlTarget): Recorder {
  if (recorder !== null) return recorder;
  if (progress.problem === 'storage-full') throw new AppError('storage-full', DISK_FULL);
  throw new AppError('unavailable', 'The recorder is still starting.');
}
