import type { AbsenceReason, StopReason } from '../absence-reason.ts';
import type { WindowFacts } from '../control/control-messages.ts';
import type { ControlTarget } from '../control/control-server.ts';
import type { Log } from '../log.ts';
import type { Recorder } from '../recorder.ts';
import {
  type RecorderView,
  runningView,
  type StartProgress,
  startingView,
} from '../recorder-view.ts';
import type { Screen } from '../screen.ts';
import { ShellKeeper } from './shell-keeper.ts';

export interface HostedRecorderOptions {
  readonly shell: readonly [string, ...string[]];
  readonly server: string;
  readonly log: Log;
}

/** Answers the window, from before the recorder is open until it has ended. */
export class HostedRecorder implements ControlTarget {
  readonly stopping = new AbortController();
  readonly keeper: ShellKeeper;
  progress: StartProgress = { phase: 'opening', problem: null };
  readonly #options: HostedRecorderOptions;
  #stopReason: StopReason = 'stopped';
  #recorder: Recorder | null = null;
  #screen: Screen | null = null;
  #absence: AbsenceReason | null = null;

  constructor(options: HostedRecorderOptions) {
    this.#options = options;
    this.keeper = new ShellKeeper({
      command: options.shell,
      log: options.log,
      onHidden: (hidden) => this.#setAbsence(hidden ? 'hidden' : null),
    });
  }

  /** Why the recorder ends, once `stopping` is aborted. */
  get stopReason(): StopReason {
    return this.#stopReason;
  }

  get recorder(): Recorder | null {
    return this.#recorder;
  }

  view({ displays, away, idleSeconds, onBattery }: WindowFacts): RecorderView {
    this.keeper.seen();
    if (displays.length > 0) this.#screen?.tell(displays);
    this.#setAbsence(away);
    this.#recorder?.setMachine({ idleSeconds, onBattery });
    if (this.#recorder === null) return startingView(this.#options.server, this.progress);
    return runningView(this.#recorder, Date.now());
  }

  stop(why: StopReason): void {
    this.#stopReason = why;
    this.stopping.abort();
  }

  /** Gives the window's list of monitors to this screen from now on. */
  takeScreen(screen: Screen): void {
    this.#screen = screen;
  }

  /** Starts the recorder, with the absence that the window reported while it was being opened. */
  async take(recorder: Recorder): Promise<void> {
    await recorder.start();
    this.#recorder = recorder;
    await recorder.setAbsence(this.#absence);
  }

  #setAbsence(absence: AbsenceReason | null): void {
    this.#absence = absence;
    this.#recorder?.setAbsence(absence).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'a change failed');
    });
  }
}
