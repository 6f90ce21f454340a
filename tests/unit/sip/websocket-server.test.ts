import { pageOf, withPath } from '../../../src/sip/unreached-server.ts';
import { describe, expect, it } from 'vitest';
import {
  checkWebSocketServer,
  checkWebSocketServers,
  shownServer,
} from '../../../src/sip/websocket-server.ts';

describe('WebSocket servers', () => {
  it.each([
    ['wss://pbx.example.org', 'wss://pbx.example.org/'],
    ['pbx.example.org:8089/ws', 'wss://pbx.example.org:8089/ws'],
    ['WSS://PBX.example.org:7443/', 'wss://pbx.example.org:7443/'],
    ['wss://[2001:db8::1]:8089/ws', 'wss://[2001:db8::1]:8089/ws'],
    ['ws://localhost:8080/sip', 'ws://localhost:8080/sip'],
    ['ws://127.0.0.1:8080/sip', 'ws://127.0.0.1:8080/sip'],
    ['wss://pbx.example.org/ws?token=a', 'wss://pbx.example.org/ws?token=a'],
  ])('takes %s', (typed, url) => {
    expect(checkWebSocketServer(typed)).toEqual({ kind: 'valid', url });
  });

  it.each([
    ['wss://wss://pbx.example.org/ws', 'syntax'],
    ['wss://https://pbx.example.org/ws', 'syntax'],
    ['wss://pbx..example.org/ws', 'syntax'],
    [`wss://${'a'.repeat(64)}.example.org/ws`, 'syntax'],
    ['', 'syntax'],
    ['wss://', 'syntax'],
    ['wss://a b', 'syntax'],
    ['wss//pbx.example.org/ws', 'syntax'],
    ['wss://pbx.example.org:99999', 'syntax'],
    ['https://pbx.example.org', 'scheme'],
    ['ws://pbx.example.org', 'insecure'],
    ['ws://localhost.example.org/', 'insecure'],
    ['ws://192.168.1.10:8088/ws', 'insecure'],
    ['wss://pbx.example.org:5061/ws', 'port'],
  ])('refuses %j: %s', (typed, reason) => {
    expect(checkWebSocketServer(typed)).toEqual({ kind: 'invalid', reason });
  });

  it('are shown without what may be a key', () => {
    expect(shownServer('wss://pbx.example.org/ws?token=a&b=c?d')).toBe('wss://pbx.example.org/ws');
    expect(shownServer('wss://pbx.example.org/ws')).toBe('wss://pbx.example.org/ws');
  });
});

describe('a list of WebSocket servers', () => {
  it('is not parted within what stands behind a question mark', () => {
    const typed =
      'wss://a.example.org/ws?k=1,2;3, wss://b.example.org,wss://c.example.org/?x=1,wss://d.example.org';
    const checked = checkWebSocketServers(typed);
    expect(checked.kind === 'valid' ? checked.servers.map(({ url }) => url) : checked).toEqual([
      'wss://a.example.org/ws?k=1,2;3',
      'wss://b.example.org/',
      'wss://c.example.org/?x=1',
      'wss://d.example.org/',
    ]);
  });

  it.each([21, 53, 993, 2049, 5060, 5061, 6000, 6665, 6669, 6697, 10080])('can not use port %i', (port) => {
    const url = `wss://pbx.example.org:${String(port)}/ws`;
    expect(checkWebSocketServer(url)).toEqual({ kind: 'invalid', reason: 'port' });
  });
});

describe('a server out of reach', () => {
  it('is tried with a path where it names none', () => {
    expect(withPath('wss://pbx.example.org:8089/')).toBe('wss://pbx.example.org:8089/ws');
    expect(withPath('wss://[2001:db8::1]:8089')).toBe('wss://[2001:db8::1]:8089/ws');
    for (const url of ['wss://pbx.example.org/ws', 'wss://pbx.example.org/?a=b'])
      expect(withPath(url)).toBeUndefined();
  });

  it('has a page, where a browser asks about its certificate', () => {
    expect(pageOf('wss://pbx.example.org:8089/ws?key=1')).toBe('https://pbx.example.org:8089/');
    expect(pageOf('ws://localhost:8088/ws')).toBe('http://localhost:8088/');
  });
});
