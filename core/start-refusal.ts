/** sysexits.h, EX_CONFIG: to start again changes nothing until somebody has mended what is said. */
export const REFUSED_EXIT_CODE = 78;

/** Why a process will not start, and what its operator shall do, in a line. Told without a stack. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}
