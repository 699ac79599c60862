import { workerData } from 'piscina';
import { describeFailure } from '../threads/task-failure.ts';
import { exportFailureCode } from './export-failure-code.ts';
import { ExportProgress } from './export-progress.ts';
import type { ExportTask, ExportTaskOutcome, ToldProgress } from './export-task.ts';
import { asExportThreadOptions, exportThreadContext } from './export-thread-context.ts';
import { makePackage } from './make-package.ts';

const thread = asExportThreadOptions(workerData);
const ctx = exportThreadContext(thread);

/** Makes the package of a claimed export, until whoever claimed it says that it is to stop. */
export async function make({ claimed, folder, port }: ExportTask): Promise<ExportTaskOutcome> {
  const stopping = new AbortController();
  port.once('message', () => stopping.abort());
  const progress = new ExportProgress(({ step, done }) => {
    const told: ToldProgress = { step, done };
    port.postMessage(told);
  });
  try {
    const making = { claimed, folder, progress, signal: stopping.signal };
    return { kind: 'made', file: await makePackage(ctx, thread.options, making) };
  } catch (error) {
    return {
      kind: 'failed',
      failure: { ...describeFailure(error), code: exportFailureCode(error) },
    };
  } finally {
    port.close();
  }
}
