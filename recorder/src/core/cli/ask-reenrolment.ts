import { createInterface } from 'node:readline/promises';
import { isEnrolledOtherwise } from '../device/enrol-anew.ts';
import type { RunCommand } from './parse-command-line.ts';

/** Whether this computer is to become a new device: as the command says, or whoever sits here. */
export async function askReenrolment({
  folder,
  token,
  reenrol = false,
}: RunCommand): Promise<boolean> {
  if (reenrol || !process.stdin.isTTY || !process.stdout.isTTY) return reenrol;
  if (!(await isEnrolledOtherwise(folder, token))) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    process.stdout.write(
      '\nThis computer is enrolled already, and the token is another one than it was enrolled with.\n' +
        'With the new token it becomes a new device: the portal lists it anew, and the notice is shown\n' +
        'again. What it has recorded so far stays on the disk until it is uploaded.\n\n',
    );
    const answer = await terminal.question('Type "yes" to enrol it anew, anything else to go on: ');
    return /^\s*(y|yes|是)\s*$/i.test(answer);
  } finally {
    terminal.close();
  }
}
