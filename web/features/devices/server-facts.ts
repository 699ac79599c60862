/** What the answer says beside its devices: ages are reckoned by the server's clock. */
export interface ServerFacts {
  readonly now: number;
}
