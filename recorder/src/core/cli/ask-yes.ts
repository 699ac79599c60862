import { createInterface } from 'node:readline/promises';

/** Shows a text at the terminal and asks for a yes to it. */
export async function askYes(text: string, question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    process.stdout.write(`\n${text}\n\n`);
    return /^\s*(y|yes|是)\s*$/i.test(await terminal.question(question));
  } finally {
    terminal.close();
  }
}
