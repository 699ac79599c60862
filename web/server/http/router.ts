import { AppError } from '@workcompanion/core/errors';
import type { BoundRoute } from './bind.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import type { Reply } from './reply.ts';

export interface MatchedRoute {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

interface Found {
  readonly methods: ReadonlyMap<string, Endpoint>;
  readonly params: Readonly<Record<string, string>>;
}

/** One part of a path: by its word, else as the value of a parameter. */
class PathNode {
  readonly #words = new Map<string, PathNode>();
  readonly #methods = new Map<string, Endpoint>();
  #parameter: { readonly name: string; readonly node: PathNode } | null = null;

  add([part, ...rest]: readonly string[], method: string, answer: Endpoint): void {
    if (part === undefined) this.#methods.set(method, answer);
    else this.#child(part).add(rest, method, answer);
  }

  #child(part: string): PathNode {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) {
      this.#parameter ??= { name, node: new PathNode() };
      if (this.#parameter.name === name) return this.#parameter.node;
      throw new Error(`{${name}} stands where another path has {${this.#parameter.name}}`);
    }
    const known = this.#words.get(part) ?? new PathNode();
    this.#words.set(part, known);
    return known;
  }

  find([part, ...rest]: readonly string[]): Found | null {
    if (part === undefined) {
      return this.#methods.size === 0 ? null : { methods: this.#methods, params: {} };
    }
    const byWord = this.#words.get(part)?.find(rest);
    if (byWord) return byWord;
    const value = decoded(part);
    const found = value === null ? null : this.#parameter?.node.find(rest);
    if (!found || !this.#parameter || value === null) return null;
    return { ...found, params: { [this.#parameter.name]: value, ...found.params } };
  }
}

/** Null for what is no text: an empty part, or one whose escapes are none. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part) || null;
  } catch {
    return null;
  }
}

/** Finds the route of a method and path. */
export class Router {
  readonly #root = new PathNode();

  constructor(routes: readonly BoundRoute[]) {
    for (const { route, endpoint: answer } of routes) {
      const parts = partsOf(route.path);
      this.#root.add(parts, route.method, answer);
      if (route.headId !== undefined) this.#root.add(parts, 'HEAD', answer);
    }
  }

  /** Null where no route takes this method at this path. */
  match(method: string, path: string): MatchedRoute | null {
    const found = this.#root.find(partsOf(path));
    const answer = found?.methods.get(method);
    return found && answer ? { endpoint: answer, params: found.params } : null;
  }

  /** Answers whatever is asked: 404 and 405 too. */
  readonly dispatch: Endpoint = (call) => {
    const found = this.#root.find(partsOf(call.url.pathname));
    if (found === null) return notFound(call);
    const { methods, params } = found;
    const known = methods.get(call.method);
    if (known) return known({ ...call, params });
    // RFC 9110, 9.3.2: HEAD is GET without its content.
    const get = call.method === 'HEAD' ? methods.get('GET') : undefined;
    if (get) return get({ ...call, params }).then(withoutContent);
    const allowed = new Set([...methods.keys(), ...(methods.has('GET') ? ['HEAD'] : [])]);
    return Promise.resolve({
      status: 405,
      headers: { allow: [...allowed].join(', ') },
      body: null,
    });
  };
}

function partsOf(path: string): string[] {
  return path.split('/').slice(1);
}

const notFound = endpoint(async () => {
  throw new AppError('not-found', 'There is no such route.');
});

async function withoutContent(reply: Reply): Promise<Reply> {
  if (reply.body !== null && typeof reply.body !== 'string') await reply.body.close();
  return { ...reply, body: null };
}
