import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks at the terminal, and shows nothing of what is typed. */
export async function askPassword(question: string): Promise<string> {
  process.stderr.write(question);
  const silence = new Writable({ write: (_piece, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await line.question('');
  } finally {
    line.close();
    process.stderr.write('\n');
  }
}
