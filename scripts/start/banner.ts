interface BannerFacts {
  readonly publicUrl: string;
  readonly adminLink: string | null;
  /** Where the master key was just made, if it was. */
  readonly newKeyFile: string | null;
}

/** What the operator reads once everything is up. */
export function banner({ publicUrl, adminLink, newKeyFile }: BannerFacts): string {
  const lines = ['', `  WorkCompanion is ready at ${publicUrl}`];
  if (adminLink) {
    lines.push('', '  Make the first account here (once, within 24 hours):', `  ${adminLink}`);
  }
  if (newKeyFile) {
    lines.push(
      '',
      `  The master key is in ${newKeyFile}.`,
      '  Keep a copy elsewhere: without it, no recording can ever be opened.',
    );
  }
  return [...lines, '', '  Stop with Ctrl+C.', ''].join('\n');
}
