import { describe, expect, test } from 'vitest';
import { Proxies } from './proxies.ts';

function routes(proxies: Proxies, hostname = 'portal.example'): string[] {
  return proxies.routesTo(hostname).map((route) => route?.href ?? 'direct');
}

describe('the way to the portal', () => {
  test('is direct where nobody knows of a proxy', () => {
    expect(routes(new Proxies(undefined, {}))).toEqual(['direct']);
  });

  test('is the administrator’s before the environment’s, and that before the system’s', () => {
    const environment = { HTTPS_PROXY: 'http://env.example:8080' };
    const settled = new Proxies('proxy.example:3128', environment);
    const asked = new Proxies(undefined, environment);
    const heard = new Proxies(undefined, {});
    for (const proxies of [settled, asked, heard]) proxies.system = 'PROXY pac.example:81; DIRECT';
    expect(routes(settled)).toEqual(['http://proxy.example:3128/']);
    expect(routes(asked)).toEqual(['http://env.example:8080/']);
    expect(routes(heard)).toEqual(['http://pac.example:81/', 'direct']);
    expect(routes(new Proxies('direct', environment))).toEqual(['direct']);
  });

  test('has exceptions in the environment: names, and all below them', () => {
    const environment = {
      https_proxy: 'http://env.example',
      NO_PROXY: 'localhost, .portal.example',
    };
    const proxies = new Proxies(undefined, environment);
    expect(routes(proxies, 'eu.portal.example')).toEqual(['direct']);
    expect(routes(proxies)).toEqual(['direct']);
    expect(routes(proxies, 'other-portal.example')).toEqual(['http://env.example/']);
    expect(routes(new Proxies(undefined, { ...environment, no_proxy: '*' }))).toEqual(['direct']);
  });

  test('leaves out what a PAC file names and this program does not speak', () => {
    const proxies = new Proxies(undefined, {});
    proxies.system = 'SOCKS5 s.example:1080; HTTPS t.example:443; PROXY p.example:3128';
    expect(routes(proxies)).toEqual(['https://t.example/', 'http://p.example:3128/']);
    proxies.system = 'SOCKS s.example:1080';
    expect(routes(proxies)).toEqual(['direct']);
  });

  test('refuses an address that is none', () => {
    expect(() => new Proxies('socks5://s.example', {})).toThrow('http://proxy.example:3128');
  });
});
