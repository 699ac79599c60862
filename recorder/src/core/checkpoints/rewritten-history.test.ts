import { statementHash } from '@workcompanion/core/crypto/statement';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { RecorderProcess, runCli } from '../../testing/recorder-process.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { TestPortal } from '../../testing/test-portal.ts';
import { TestScreen } from '../../testing/test-screen.ts';
import { until } from '../../testing/until.ts';

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))('a recorder as it runs', () => {
  test('catches a portal that rewrites its history, says so, and keeps what it was shown first', async () => {
    const folder = await tempFolder();
    const portal = await TestPortal.start();
    const screen = await TestScreen.start();
    onTestFinished(async () => {
      await portal.offline();
      await screen.stop();
    });
    const { state } = portal;
    const { checkpoints } = state;
    await checkpoints.make(2);
    const recorder = RecorderProcess.start({ folder, portal, screen });
    await until('the first checkpoint', () => state.entries('checkpoint-seen').length === 1);
    await checkpoints.make(2);
    const kept = checkpoints.list.slice(1).map(statementHash);
    const printed = async () => (await runCli(['checkpoints', '--data', folder])).output;
    await until('all checkpoints', async () => (await printed()).includes(`3 ${kept[2]}`));
    expect(state.heartbeats.at(-1)?.checkpointProblem).toBeNull();

    await checkpoints.rewriteFrom(2);
    await checkpoints.make(1);
    const found = await until(
      'the contradiction',
      () => state.heartbeats.at(-1)?.checkpointProblem,
    );
    const [replaced = '', next = ''] = checkpoints.list.slice(3).map(statementHash);
    expect(found).toEqual({ kind: 'replaced', checkpoint: 3, kept: kept[2], shown: replaced });
    expect((await runCli(['status', '--data', folder])).output).toContain(
      'the server contradicts what it showed before (replaced, checkpoint 3)',
    );
    await recorder.stop();

    const { output, code } = await runCli(['checkpoints', '--data', folder]);
    expect(code).toBe(0);
    expect(output.split('\n').filter((line) => /^\d/.test(line))).toEqual(
      kept.map((hash, nth) => `${nth + 1} ${hash}`),
    );
    expect(output).toContain(`unlinked: checkpoint 3 is ${kept[2]}, and ${next} was shown`);
    expect(output).toContain(checkpoints.list[3]);
  }, 60_000);
});
