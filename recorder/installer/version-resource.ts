import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** What Windows shows of each of our programs, and what allow lists name. */
const DESCRIPTIONS = {
  'desktop-helper': 'Reports windows, monitors and the state of the session',
  restarter: 'Starts the recorder again after an upgrade',
  updater: 'Installs new versions that the release key has signed',
} as const;
export type OwnProgram = keyof typeof DESCRIPTIONS;

/** Compiles the version resource of a program to an object file beside it, and returns its path. */
export function compileVersion(program: OwnProgram, target: string, version: string): string {
  const numbers = [...version.split('.').slice(0, 3), '0'].map((part) => Number.parseInt(part, 10));
  writeFileSync(`${target}.rc`, resource(program, { version, numbers: numbers.join(',') }));
  execFileSync('x86_64-w64-mingw32-windres', [`${target}.rc`, `${target}.o`]);
  return `${target}.o`;
}

function resource(
  program: OwnProgram,
  { version, numbers }: { readonly version: string; readonly numbers: string },
): string {
  return `1 VERSIONINFO
FILEVERSION ${numbers}
PRODUCTVERSION ${numbers}
BEGIN
 BLOCK "StringFileInfo" BEGIN BLOCK "040904b0" BEGIN
  VALUE "CompanyName", "WorkCompanion"
  VALUE "FileDescription", "WorkCompanion: ${DESCRIPTIONS[program]}"
  VALUE "FileVersion", "${version}"
  VALUE "LegalCopyright", "WorkCompanion, Apache-2.0"
  VALUE "OriginalFilename", "${program}.exe"
  VALUE "ProductName", "WorkCompanion Recorder"
  VALUE "ProductVersion", "${version}"
 END END
 BLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x409, 1200 END
END
`;
}
