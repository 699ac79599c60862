import type { ControlAnswer } from '../../contract/control.ts';

/** What came of an act that needed nobody else. */
export async function atOnce<Done>(answer: Promise<ControlAnswer<Done>>): Promise<Done> {
  const { waitsFor, done } = await answer;
  if (done === null) throw new Error(`it waits for a second person: ${waitsFor}`);
  return done;
}
