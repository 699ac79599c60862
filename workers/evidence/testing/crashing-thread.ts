/** A thread that is gone in the middle of its task. */
export function make(): never {
  process.exit(1);
}
