import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '@workcompanion/core/errors';

/** A file, and which font of it where it holds several. */
export type FontFile = string | [file: string, name: string];

export interface ReportFont {
  readonly normal: FontFile;
  readonly bold: FontFile;
}

const run = promisify(execFile);

/**
 * The files of a font that the system has, as the videos name it too. Throws `unavailable` where they
 * can't be found: without one that knows Chinese, half of a report would be empty boxes.
 */
export async function findFont(family: string): Promise<ReportFont> {
  const [normal, bold] = await Promise.all([fileOf(family), fileOf(`${family}:bold`)]);
  return { normal, bold };
}

async function fileOf(pattern: string): Promise<FontFile> {
  try {
    const format = '%{file}\\n%{postscriptname}';
    const { stdout } = await run('fc-match', ['--format', format, pattern]);
    const [file = '', name = ''] = stdout.split('\n');
    // A collection holds several fonts; a file of one font takes no name.
    return /\.(?:ttc|otc)$/i.test(file) ? [file, name] : file;
  } catch (cause) {
    throw new AppError('unavailable', `There is no font ${pattern}: install fontconfig.`, {
      cause,
    });
  }
}
