import { once } from 'node:events';
import { createConnection } from 'node:net';
import { AppError } from '@workcompanion/core/errors';
import { systemErrorCode } from '@workcompanion/core/files/system-error';
import { type ControlQuestion, ControlReply } from './control-messages.ts';
import { controlPath, readLine } from './control-socket.ts';

/** Asks the recorder that runs on `folder`. Throws `unavailable` when none does. */
export async function askRecorder(folder: string, request: ControlQuestion): Promise<ControlReply> {
  const socket = createConnection(controlPath(folder));
  try {
    await once(socket, 'connect');
    socket.write(`${JSON.stringify(request)}\n`);
    return ControlReply.parse(JSON.parse(await readLine(socket)));
  } catch (cause) {
    const code = systemErrorCode(cause);
    if (code !== 'ENOENT' && code !== 'ECONNREFUSED') throw cause;
    const message = `No recorder is running with the data in ${folder}.`;
    throw new AppError('unavailable', message, { cause });
  } finally {
    socket.destroy();
  }
}
