import type { Recorder } from '../recorder.ts';
import { askYes } from './ask-yes.ts';
import type { RunCommand } from './parse-command-line.ts';

/** Has each version of the notice acknowledged, in the way that this terminal allows. */
export function promptForNotice(recorder: Recorder, command: RunCommand): void {
  let handled = 0;
  const check = async () => {
    const current = recorder.notice();
    if (current === null || current.acknowledged || current.notice.version === handled) return;
    handled = current.notice.version;
    if (command.acceptNotice) return recorder.acknowledge(command.locale);
    if (!process.stdin.isTTY || !process.stdout.isTTY) return printHow(command);
    const text = current.notice.text[command.locale];
    if (await askYes(text, 'Type "yes" to acknowledge this notice: ')) {
      return recorder.acknowledge(command.locale);
    }
    printHow(command);
  };
  const checkSoon = () => {
    check().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  };
  recorder.on('changed', checkSoon);
  checkSoon();
}

function printHow({ folder }: RunCommand): void {
  process.stdout.write(
    'Nothing is recorded before the notice is acknowledged. Read it and acknowledge it with\n' +
      `  workcompanion-recorder notice --data ${folder}\n` +
      `  workcompanion-recorder acknowledge --data ${folder}\n`,
  );
}
