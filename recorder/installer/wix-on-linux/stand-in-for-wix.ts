import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import {
  type InstallCommand,
  type RegistryRights,
  wxsForCandle,
  wxsForWixl,
} from './convert-wxs.ts';

/**
 * WiX needs .NET, so on Linux its two programs are taken over: `candle` by WiX's own of the package
 * electron-winstaller under mono, which checks the source against the schema, and `light` by wixl.
 */
const [program = '', ...args] = process.argv.slice(2);
const appDir = unixPath(args.find((arg) => arg.startsWith('-dappDir='))?.slice(9) ?? '');
const source = readFileSync('project.wxs', 'utf8');

switch (posix.basename(unixPath(program)).toLowerCase()) {
  case 'candle.exe':
    candle();
    break;
  case 'light.exe':
    light();
    break;
  default:
    throw new Error(`nobody stands in for ${program}`);
}

function candle(): void {
  writeFileSync('candle.wxs', onUnix(wxsForCandle(source)));
  if (spawnSync('mono', ['--version']).status === 0) {
    const require = createRequire(join(import.meta.dirname, '../package.json'));
    const vendor = join(dirname(require.resolve('electron-winstaller/package.json')), 'vendor');
    const check = ['-nologo', '-arch', 'x64', '-pedantic', `-dappDir=${appDir}`];
    execFileSync(
      'mono',
      [join(vendor, 'candle.exe'), ...check, '-out', 'candle.wixobj', 'candle.wxs'],
      { stdio: 'inherit' },
    );
  } else console.warn('no mono: the installer is not checked against the schema of WiX');
  copyFileSync('project.wxs', 'project.wixobj');
}

function light(): void {
  const out = unixPath(args[args.indexOf('-out') + 1] ?? '');
  const { xml, secure, commands, rights } = wxsForWixl(source);
  writeFileSync('wixl.wxs', onUnix(xml));
  const wixl = ['--arch', 'x64', '-D', `appDir=${appDir}`, '-o', out, 'wixl.wxs'];
  execFileSync('wixl', wixl, { stdio: 'inherit' });
  addSecureProperties(out, secure);
  for (const command of commands) addCommand(out, command);
  if (rights.length > 0) addRights(out, rights);
}

/** wixl takes no notice of Secure="yes". */
function addSecureProperties(msi: string, secure: readonly string[]): void {
  const table = execFileSync('msiinfo', ['export', msi, 'Property'], { encoding: 'utf8' });
  const row = /^SecureCustomProperties\t(\S+)/m.exec(table)?.[1];
  const value = [...new Set([...(row?.split(';') ?? []), ...secure])].join(';');
  const query =
    row === undefined
      ? `INSERT INTO \`Property\` (\`Property\`,\`Value\`) VALUES ('SecureCustomProperties','${value}')`
      : `UPDATE \`Property\` SET \`Value\`='${value}' WHERE \`Property\`='SecureCustomProperties'`;
  execFileSync('msibuild', [msi, '-q', query], { stdio: 'inherit' });
}

/** A program in a directory (34), its result ignored (64): wixl leaves such out. */
function addCommand(msi: string, { id, directory, line, deferred }: InstallCommand): void {
  // In the script (1024), by the system (2048).
  const type = 34 + 64 + (deferred ? 1024 + 2048 : 0);
  const row = `'${id}', ${type}, '${directory}', '${line}'`;
  const columns = '`Action`, `Type`, `Source`, `Target`';
  const query = `INSERT INTO \`CustomAction\` (${columns}) VALUES (${row})`;
  execFileSync('msibuild', [msi, '-q', query], { stdio: 'inherit' });
}

/** https://learn.microsoft.com/windows/win32/msi/msilockpermissionsex-table */
function addRights(msi: string, rights: readonly RegistryRights[]): void {
  const table = '`MsiLockPermissionsEx`';
  const columns = [
    `${table} CHAR(72) NOT NULL`,
    '`LockObject` CHAR(72) NOT NULL',
    '`Table` CHAR(32) NOT NULL',
    '`SDDLText` LONGCHAR NOT NULL',
    '`Condition` CHAR(255)',
  ];
  const rows = rights.map(({ value, sddl }) => `'${value}', '${value}', 'Registry', '${sddl}'`);
  const names = `${table}, \`LockObject\`, \`Table\`, \`SDDLText\``;
  const queries = [
    `CREATE TABLE ${table} (${columns.join(', ')} PRIMARY KEY ${table})`,
    ...rows.map((row) => `INSERT INTO ${table} (${names}) VALUES (${row})`),
  ];
  for (const query of queries) execFileSync('msibuild', [msi, '-q', query], { stdio: 'inherit' });
}

function onUnix(xml: string): string {
  return xml.replace(
    /SourceFile="([^"]+)"/g,
    (_, path: string) => `SourceFile="${unixPath(path)}"`,
  );
}

function unixPath(path: string): string {
  return path.replace(/^[zZ]:/, '').replaceAll('\\', '/');
}
