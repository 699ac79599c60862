interface BannerFacts {
  readonly publicUrl: string;
  /** Null once there is an account. */
  readonly adminLink: string | null;
  readonly masterKeyFile: string | null;
}

/** What the operator reads once everything is up. */
export function banner({ publicUrl, adminLink, masterKeyFile }: BannerFacts): string {
  const lines = ['', `  WorkCompanion is ready at ${publicUrl}`];
  if (adminLink) {
    lines.push('', '  Make the first account here (once, within 24 hours):', `  ${adminLink}`);
  }
  if (adminLink && masterKeyFile) {
    lines.push(
      '',
      `  The master key is in ${masterKeyFile}.`,
      '  Keep a copy elsewhere: without it, no recording can ever be opened.',
    );
  }
  return [...lines, '', '  Stop with Ctrl+C.', ''].join('\n');
}
