import { workerData } from 'piscina';
import { describeFailure } from '../threads/task-failure.ts';
import { evidencePackageFailureCode } from './evidence-package-failure-code.ts';
import { EvidencePackageProgress } from './evidence-package-progress.ts';
import {
  asEvidencePackageThreadOptions,
  type EvidencePackageTask,
  type EvidencePackageTaskOutcome,
  evidencePackageThreadContext,
  type ToldProgress,
} from './evidence-package-thread-context.ts';
import { makePackage } from './make-package.ts';

const thread = asEvidencePackageThreadOptions(workerData);
const ctx = evidencePackageThreadContext(thread);

/** Makes a claimed package, until whoever claimed it says that it is to stop. */
export async function make({
  claimed,
  folder,
  port,
}: EvidencePackageTask): Promise<EvidencePackageTaskOutcome> {
  const stopping = new AbortController();
  port.once('message', () => stopping.abort());
  const progress = new EvidencePackageProgress(({ step, done }) => {
    const told: ToldProgress = { step, done };
    port.postMessage(told);
  });
  try {
    const making = { claimed, folder, progress, signal: stopping.signal };
    return { kind: 'made', file: await makePackage(ctx, thread.options, making) };
  } catch (error) {
    return {
      kind: 'failed',
      failure: { ...describeFailure(error), code: evidencePackageFailureCode(error) },
    };
  } finally {
    port.close();
  }
}
