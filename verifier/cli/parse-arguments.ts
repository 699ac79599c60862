import { parseArgs } from 'node:util';
import type { Language } from '@workcompanion/core/evidence/words/words';
import { joinOptionValues } from '@workcompanion/core/join-option-values';

export interface VerifyArguments {
  readonly file: string;
  readonly passwordFile: string | null;
  readonly serverKeys: readonly string[];
  /** Trust files, certificates and trusted lists. */
  readonly trustFiles: readonly string[];
  /** Certificates of authorities that say whose a server's key is. */
  readonly serverAuthorityFiles: readonly string[];
  readonly json: boolean;
  readonly language: Language;
}

export const VERIFIER_USAGE = `Usage: workcompanion verify PACKAGE [options]

Checks an evidence package or a search report, or the folder that it was unpacked to, without a network and without trust in who made it.

  --password-file FILE      the first line opens an encrypted package (else it is asked for)
  --server-key FINGERPRINT  the server's key as you know it from elsewhere (may come several times)
  --server-ca FILE          an authority that says whose the server's key is: PEM, as you know it from elsewhere
  --tsa-ca FILE             a time-stamp authority that you trust: PEM, or a trusted list (XML)
  --trust FILE              a trust file that you got in another way than the package
  --json                    the verdict as JSON
  --lang en|zh-CN           the language of the verdict

Exit codes: 0 proven, 1 broken, 2 nothing broken but not all proven,
            3 consistent in itself, but where it comes from is not established,
            64 wrong usage, 65 not a package or wrong password, 66 no such file.
`;

const OPTIONS = {
  'password-file': { type: 'string' },
  'server-key': { type: 'string', multiple: true },
  'server-ca': { type: 'string', multiple: true },
  'tsa-ca': { type: 'string', multiple: true },
  trust: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
} as const;

/** Null when the arguments are invalid. `systemLanguage`: the environment's language, such as `zh_CN.UTF-8`. */
export function parseArguments(
  args: readonly string[],
  systemLanguage: string,
): VerifyArguments | null {
  const parsed = tryParse(args);
  if (parsed === null) return null;
  const [command, file, ...others] = parsed.positionals;
  const language = languageOf(
    parsed.values.lang ?? systemLanguage,
    parsed.values.lang !== undefined,
  );
  if (command !== 'verify' || file === undefined || others.length > 0 || language === null) {
    return null;
  }
  return {
    file,
    passwordFile: parsed.values['password-file'] ?? null,
    serverKeys: parsed.values['server-key'] ?? [],
    trustFiles: [...(parsed.values.trust ?? []), ...(parsed.values['tsa-ca'] ?? [])],
    serverAuthorityFiles: parsed.values['server-ca'] ?? [],
    json: parsed.values.json,
    language,
  };
}

function tryParse(args: readonly string[]) {
  try {
    return parseArgs({
      args: joinOptionValues(args, OPTIONS),
      options: OPTIONS,
      allowPositionals: true,
    });
  } catch {
    return null;
  }
}

function languageOf(name: string, mustBeKnown: boolean): Language | null {
  if (name.toLowerCase().startsWith('zh')) return 'zh-CN';
  return mustBeKnown && name !== 'en' ? null : 'en';
}
