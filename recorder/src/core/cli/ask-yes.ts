import { createInterface } from 'node:readline/promises';
import type { Notice } from '@workcompanion/core/protocol/policy';
import type { NoticeLocale } from '../policy/notice.ts';

/** Shows what will be recorded, and waits for the person's word. */
export async function askNotice(notice: Notice, locale: NoticeLocale): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    process.stdout.write(`\n${notice.text[locale]}\n\n`);
    const answer = await terminal.question('Type "yes" to acknowledge this notice: ');
    return /^\s*(y|yes|是)\s*$/i.test(answer);
  } finally {
    terminal.close();
  }
}
