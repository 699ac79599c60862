import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';

export interface MsiChange {
  readonly version?: string;
  readonly product?: string;
  /** It fails when its files are copied already. */
  readonly fails?: boolean;
}

/** Another MSI with the same files: quicker than to build one. Gives `target`. */
export async function changeMsi(
  source: string,
  target: string,
  { version, product, fails = false }: MsiChange,
): Promise<string> {
  await copyFile(source, target);
  const query = (...texts: readonly string[]) =>
    execFileSync('msibuild', [target, ...texts.flatMap((text) => ['-q', text])]);
  const set = (name: string, value: string) =>
    query(`UPDATE \`Property\` SET \`Value\` = '${value}' WHERE \`Property\` = '${name}'`);
  const guid = () => `{${randomUUID().toUpperCase()}}`;
  set('ProductCode', guid());
  if (version !== undefined) set('ProductVersion', `${version}.0`);
  if (product !== undefined) set('ProductName', product);
  if (fails) {
    // A program in a directory (34), in the script (1024), by the system (2048).
    query(
      "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('Fail', 3106, 'TARGETDIR', 'cmd.exe /c exit 3')",
      "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('Fail', 4001)",
    );
  }
  execFileSync('msibuild', [target, '-s', 'Installation Database', '', 'x64;1033', guid()]);
  return target;
}
