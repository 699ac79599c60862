/** sysexits.h, EX_CONFIG: to start again changes nothing until somebody has mended what is said. */
export const REFUSED_EXIT_CODE = 78;
/** sysexits.h, EX_TEMPFAIL: what is said may pass, so that it is worth starting again. */
export const AWAY_EXIT_CODE = 75;

interface RefusalOptions extends ErrorOptions {
  readonly exitCode?: number;
}

/** Why a process will not start, and what its operator shall do, in a line. Told without a stack. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
  readonly exitCode: number;

  constructor(message: string, { exitCode = REFUSED_EXIT_CODE, ...options }: RefusalOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
