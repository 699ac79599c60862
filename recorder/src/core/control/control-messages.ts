import { Notice } from '@workcompanion/core/protocol/policy';
import { PortalLinkRequest } from '@workcompanion/core/protocol/portal-link';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { RecordingStarted } from '@workcompanion/core/protocol/statement';
import { z } from 'zod';
import { SystemAbsence } from '../absence-reason.ts';
import { NOTICE_LOCALES } from '../policy/notice-locales.ts';
import { RecorderStatus } from '../recorder-status.ts';
import { RecorderView } from '../recorder-view.ts';

const Display = z.object({
  name: DisplayName,
  geometry: RecordingStarted.shape.geometry,
  primary: z.boolean().optional(),
});

/** Questions to the running recorder: one line of JSON there, one line back. */
export const RecorderRequest = z.discriminatedUnion('command', [
  z.object({ command: z.literal('status') }),
  /** The window asks this each second, by which the recorder also knows that it is shown. */
  z.object({
    command: z.literal('look'),
    displays: z.array(Display).max(16).default([]),
    away: SystemAbsence.nullable().default(null),
    idleSeconds: z.number().min(0).nullable().default(null),
    onBattery: z.boolean().nullable().default(null),
    /** The ways to the portal, as PAC files answer; the window hears them from the system. */
    proxies: z.string().max(2048).nullable().default(null),
  }),
  /** `signedOut`: the person signs out of the computer. */
  z.object({ command: z.literal('stop'), signedOut: z.boolean().default(false) }),
  /** Begins a test of the connection, which the view then tells of. */
  z.object({ command: z.literal('test-connection') }),
  /** Answered with an address that signs the person in to the portal, once. */
  z.object({ command: z.literal('portal-link'), page: PortalLinkRequest.shape.page }),
  z.object({ command: z.literal('notice') }),
  z.object({ command: z.literal('acknowledge'), locale: z.enum(NOTICE_LOCALES) }),
  z.object({
    command: z.literal('pause'),
    reason: z.string(),
    minutes: z.number().optional(),
  }),
  z.object({ command: z.literal('resume') }),
]);
export type RecorderRequest = z.infer<typeof RecorderRequest>;
/** A question as it is asked, before defaults are filled in. */
export type ControlQuestion = z.input<typeof RecorderRequest>;

/** What only the window knows of the machine. */
export type WindowFacts = Omit<Extract<RecorderRequest, { command: 'look' }>, 'command'>;

export const ControlReply = z.union([
  z.object({ status: RecorderStatus }),
  z.object({ view: RecorderView }),
  /** The answer of a recorder that is still being opened. */
  z.object({ starting: RecorderView.pick({ phase: true, problem: true }) }),
  z.object({ stopping: z.literal(true) }),
  z.object({ testing: z.literal(true) }),
  z.object({ url: z.string() }),
  z.object({ notice: Notice.nullable(), acknowledged: z.boolean() }),
  z.object({ error: z.string(), code: z.string().optional() }),
]);
export type ControlReply = z.infer<typeof ControlReply>;

export const MOST_MESSAGE_BYTES = 256 * 1024;
