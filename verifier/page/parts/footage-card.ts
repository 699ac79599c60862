import type { LaneCoverage } from '@workcompanion/core/evidence/check-coverage';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { hostOf, type Teller } from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import { playerView } from './player-view.ts';
import { timelineView } from './timeline-view.ts';

/** Shows the clip on a timeline with one lane for each display, and a player for the chosen one. */
export function footageCard(of: {
  readonly facts: PackageFacts;
  readonly reader: PackageReader;
  readonly teller: Teller;
  readonly leaving: AbortSignal;
}): HTMLElement {
  const { facts, teller } = of;
  const stage = element('div', { class: 'stage' });
  const tabs = element('div', { class: 'tabs' });
  let player: ReturnType<typeof playerView> | null = null;
  let shown: LaneCoverage | undefined;
  const timeline = timelineView(facts, teller, (lane, micros) => {
    if (lane !== shown) choose(lane);
    player?.seek(micros);
  });
  const buttons = facts.lanes.map((lane) =>
    element('button', {
      class: 'tab',
      text: `${hostOf(lane.device, facts)} · ${lane.display}`,
      onClick: () => choose(lane),
    }),
  );
  tabs.append(...buttons);

  function choose(lane: LaneCoverage): void {
    shown = lane;
    player?.destroy();
    for (const [at, button] of buttons.entries()) {
      button.setAttribute('aria-pressed', String(facts.lanes[at] === lane));
    }
    player = playerView({ ...of, lane, onTime: timeline.showTime });
    stage.replaceChildren(player.root);
  }

  of.leaving.addEventListener('abort', () => player?.destroy());
  const [first] = facts.lanes;
  if (first !== undefined) choose(first);
  return element('section', { class: 'card footage' }, [
    element('h2', { text: PAGE_WORDS[teller.language].footage }),
    tabs,
    stage,
    timeline.root,
  ]);
}
