import type { generateSigningKeyPair } from '../../crypto/key-pair.ts';
import { signStatement, statementHash } from '../../crypto/statement.ts';
import type { DeviceId } from '../../ids.ts';
import { GENESIS, Statement, type StatementBody } from '../../protocol/statement.ts';

/** A device that signs what it is told, as the recorder's journal does. */
export class DeviceJournal {
  readonly device: DeviceId;
  readonly keys: Awaited<ReturnType<typeof generateSigningKeyPair>>;
  readonly statements: string[] = [];

  constructor(device: DeviceId, keys: Awaited<ReturnType<typeof generateSigningKeyPair>>) {
    this.device = device;
    this.keys = keys;
  }

  /** `at`: UTC µs. Gives the index. */
  async append(at: number, body: StatementBody): Promise<number> {
    const index = this.statements.length;
    const last = this.statements.at(-1);
    const statement = Statement.parse({
      v: 1,
      device: this.device,
      index,
      prev: last === undefined ? GENESIS : statementHash(last),
      at,
      monotonic: at % 1_000_000_000_000,
      clockOffset: 1_000,
      ...body,
    });
    this.statements.push(await signStatement(statement, this.keys.privateKey));
    return index;
  }
}
