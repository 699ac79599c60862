/**
 * A signed-in user of the portal without a browser: keeps cookies as one does, and speaks
 * next-auth's credentials form.
 */
export class PortalClient {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  /** Another person, who agrees at once to whatever this one asks for. */
  agreeing: PortalClient | null = null;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Makes the first account with the printed link, and signs in to it. */
  async redeem(adminLink: string, account: { name: string; email: string; password: string }) {
    const token = new URL(adminLink).searchParams.get('token');
    await this.post('/api/portal/first-sign-in', { token, ...account });
    await this.signIn(account);
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    const { csrfToken } = await this.get<{ csrfToken: string }>('/api/auth/csrf');
    const body = new URLSearchParams({ csrfToken, email, password, json: 'true' });
    const answer = await this.fetch('/api/auth/callback/credentials', { method: 'POST', body });
    const { url } = await this.#json<{ url: string }>(answer);
    if (new URL(url).searchParams.has('error')) throw new Error(`sign-in was refused: ${url}`);
  }

  /** Compliance watches without saying why from now on: for what is not about purposes. */
  async askNobodyWhy(): Promise<void> {
    await this.post('/api/portal/watching-settings', { exemptRoles: ['compliance'] });
  }

  /** Nobody must have a second factor: for what is not about how one signs in. */
  async askNoSecondFactor(): Promise<void> {
    await this.post('/api/portal/sign-in-settings', { secondFactorRoles: [] });
  }

  async get<T>(path: string): Promise<T> {
    return this.#json(await this.fetch(path));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.#json<T>(
      await this.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    const request = waitsFor(answer);
    if (request === null || this.agreeing === null) return answer;
    const decision = { request, isAgreed: true, note: 'Two of us know of it.' };
    return this.agreeing.post<T>('/api/portal/control/requests/decide', decision);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.cookieHeader);
    headers.set('origin', this.#origin);
    const response = await fetch(new URL(path, this.#origin), {
      ...init,
      headers,
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  async #json<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    // 204: done, with nothing to tell.
    return JSON.parse(text === '' ? 'null' : text);
  }
}

/** The request with which an act waits for a second person, if it does. */
function waitsFor(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('waitsFor' in answer)) return null;
  return typeof answer.waitsFor === 'string' ? answer.waitsFor : null;
}
