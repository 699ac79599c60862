import type { Socket } from 'node:net';
import { MOST_MESSAGE_BYTES } from './control-messages.ts';

/** The first line that comes in. Throws when it ends before, or goes on for too long. */
export async function readLine(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
    if (text.length > MOST_MESSAGE_BYTES) break;
  }
  throw new Error('no whole line came in');
}
