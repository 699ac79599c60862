/** Why the making of a package is given up in the middle. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
  readonly why: 'cancelled' | 'overtaken' | 'stopping';

  constructor(why: GivenUp['why']) {
    super(`the export is given up: ${why}`);
    this.why = why;
  }
}
