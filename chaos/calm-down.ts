import type { Client } from 'pg';
import { readRecorderFolder } from './check/read-recorder-folder.ts';
import type { ChaosStage } from './stage/stage.ts';
import type { StagedRecorder } from './stage/staged-recorder.ts';
import { until } from './stage/until.ts';

/** Beyond the longest back-off of a recorder (1 min) and of the archive (15 min for one segment). */
const SENT_WITHIN_MS = 4 * 60_000;
const ARCHIVED_WITHIN_MS = 18 * 60_000;
const RECORDS_WITHIN_MS = 60_000;

export interface CalmNeeds {
  readonly stage: ChaosStage;
  readonly client: Client;
  readonly report: (line: string) => void;
}

/**
 * After the last fault: everything runs and records again, then recorders rest until all is sent and
 * end in order, and the archive gets the last segment. What is not done in time, the check will name.
 */
export async function calmDown({ stage, client, report }: CalmNeeds): Promise<void> {
  await stage.server.archive.behave();
  report('no more faults: waiting until everything records again');
  for (const recorder of stage.recorders) {
    await recorder.resume();
    if (await until(() => recorder.isRecording(), RECORDS_WITHIN_MS)) continue;
    report(`${recorder.process.name} does not record`);
  }
  report('waiting until the recorders have sent everything');
  for (const recorder of stage.recorders) await recorder.pause();
  const sent = () => stage.recorders.every((recorder) => waiting(recorder) === 0);
  if (!(await until(sent, SENT_WITHIN_MS))) report('the recorders have not sent everything');
  for (const { process } of stage.recorders) await process.stop();

  report('waiting until everything is archived');
  const archived = async () => (await waitingForArchive(client)) === 0;
  if (!(await until(archived, ARCHIVED_WITHIN_MS))) report('not everything is archived');
  await stage.stopWriters();
}

function waiting({ process, folder }: StagedRecorder): number {
  const { journal } = readRecorderFolder(process.name, folder);
  return journal.filter(({ receipt }) => receipt === null).length;
}

async function waitingForArchive(client: Client): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as count from segments where state not in ('archived', 'cold')`,
  );
  return rows[0]?.count ?? 0;
}
